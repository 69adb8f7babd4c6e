// For every page that the user enables: webmails that stand on hosts of their own. Those that are shipped have an entry each,
// and their code is none of a tab's business elsewhere.
import { listBadges } from "../features/list-badges";
import { generic } from "../sites/generic";
import { roundcube } from "../sites/roundcube";
import { start } from "../start";

start([roundcube, generic], [listBadges]);
