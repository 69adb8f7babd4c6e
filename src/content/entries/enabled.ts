// For every page that the user enables: the webmails that stand on hosts of their own, or on more hosts than we ship.
import { listBadges } from "../features/list-badges";
import { outlook } from "../sites/outlook";
import { roundcube } from "../sites/roundcube";
import { yahoo } from "../sites/yahoo";
import { start } from "../start";

// Most certain first: host names, then what a page says of itself.
start([yahoo, outlook, roundcube], [listBadges]);
