// For every page that the user enables: webmails that stand on hosts of their own, and Outlook on those of organisations.
import { listBadges } from "../features/list-badges";
import { generic } from "../sites/generic";
import { outlook } from "../sites/outlook";
import { roundcube } from "../sites/roundcube";
import { start } from "../start";

// Most certain first: host names, then what a page says of itself, then any page.
start([outlook, roundcube, generic], [listBadges]);
