import { darkBehind } from "../../dom/theme";
import { genericMessages } from "../generic/message";
import { horde } from "../horde/hooks";
import { nextcloud } from "../nextcloud/hooks";
import { ox } from "../ox/hooks";
import type { Health, Site, SiteMatch } from "../site";
import { snappymail } from "../snappymail/hooks";
import { hookedComposes } from "./compose";
import type { Hooks } from "./hooks";
import { hookedWebmail, isHooked } from "./match";
import { hookedMessages } from "./message";

const HOOKS: Readonly<Record<Hooks["id"], Hooks>> = { snappymail, nextcloud, horde, ox };

/** The adapter of one of these webmails. */
function hookedSite(document: Document, hooks: Hooks): Site {
  const composes = hookedComposes(hooks.composes, hooks.messages?.selectors.messageBody ?? []);
  const messages = hooks.messages ? hookedMessages(hooks.messages) : genericMessages;
  const health = (): Health => {
    const missing = new Set<string>();
    const [boxes, views] = [composes(document), messages(document)];
    if (boxes.some((box) => !box.sendButton())) missing.add("send");
    if (hooks.messages && views.some((view) => !view.from())) missing.add("sender");
    const seen = boxes.length + views.length;
    return { state: missing.size > 0 ? "broken" : seen > 0 ? "fine" : "empty", missing: [...missing] };
  };
  return {
    id: hooks.id,
    // These pages show the account's address nowhere for certain; a mail being written says whose it is.
    account: () => composes(document)[0]?.from() ?? null,
    dark: () => darkBehind(document.body),
    composes,
    messages,
    health,
  };
}

/** Webmails known by tables, of which a document is one. */
export const hooked: SiteMatch = {
  id: "hooked",
  matches: isHooked,
  create: (document) => hookedSite(document, HOOKS[hookedWebmail(document, new URL(document.URL)) ?? "snappymail"]),
};
