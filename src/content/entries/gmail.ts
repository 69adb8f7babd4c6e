import { conversationBadge } from "../features/conversation-badge";
import { listBadges } from "../features/list-badges";
import { gmail } from "../sites/gmail";
import { start } from "../start";

start(gmail, [listBadges, conversationBadge]);
