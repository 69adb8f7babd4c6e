// For pages that the user enables: webmails on hosts of their own, and Outlook on hosts of organisations.
import { listBadges } from "../features/list-badges";
import { generic } from "../sites/generic";
import { outlook } from "../sites/outlook";
import { roundcube } from "../sites/roundcube";
import { start } from "../start";

// Most certain first: by host name, then by what a page says of itself, then any page.
start([outlook, roundcube, generic], [listBadges]);
