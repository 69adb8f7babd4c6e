import type { Mailbox } from "../../../domain/address";
import { exactAddress } from "../../../domain/label";
import { all, first } from "../../dom/select";
import { darkBehind } from "../../dom/theme";
import type { Health, Site, SiteMatch } from "../site";
import { outlookComposes } from "./compose";
import { isOutlook } from "./match";
import { outlookMessages } from "./message";
import { selectors } from "./selectors";

/** Of several accounts, the one whose folder is open. */
function account(document: Document): Mailbox | null {
  const open = all(document, selectors.openAccount).map((group) => group.getAttribute("aria-labelledby"));
  const roots = all(document, selectors.account);
  const [one, ...others] = roots.length > 1 ? roots.filter(({ id }) => open.includes(id)) : roots;
  const address = one && others.length === 0 && exactAddress(one.dataset.folderName ?? "");
  return address ? { address, name: "" } : null;
}

function health(document: Document): Health {
  const missing = new Set<string>();
  const composes = outlookComposes(document);
  const messages = outlookMessages(document);
  if (composes.some((box) => !box.sendButton())) missing.add("send");
  // Outlook shows colleagues by name alone and others by address: a sender that could be either is no sign of a broken page.
  if (messages.some((message) => !message.from()) && !first(document, selectors.senderNamed)) missing.add("sender");
  const seen = composes.length + messages.length;
  return { state: missing.size > 0 ? "broken" : seen > 0 ? "fine" : "empty", missing: [...missing] };
}

export const outlook: SiteMatch = {
  id: "outlook",
  matches: isOutlook,
  create: (document): Site => ({
    id: "outlook",
    account: () => account(document),
    dark: () => darkBehind(first(document, selectors.readingPane) ?? document.body),
    composes: outlookComposes,
    messages: outlookMessages,
    health: () => health(document),
  }),
};
