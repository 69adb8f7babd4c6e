import { listBadges } from "../features/list-badges";
import { roundcube } from "../sites/roundcube";
import { start } from "../start";

start(roundcube, [listBadges]);
