import { parseAddress } from "../../../domain/address";
import { first } from "../../dom/select";
import { darkBehind } from "../../dom/theme";
import type { Health, Mailbox, Site, SiteMatch } from "../site";
import { gmailComposes } from "./compose";
import { gmailConversations, gmailRows } from "./list";
import { gmailMessages } from "./message";
import { selectors } from "./selectors";

/** "Inbox (3) - a@b.example - Gmail"; in an organisation its own name stands last. */
const TITLE_ADDRESS = /(?:^| - )([^\s@]+@[^\s@]+\.[^\s@]+) - /;
/** #inbox/FMfcgz...: one conversation is open. */
const OPEN_THREAD = /^#.+\/[A-Za-z]{20,}(\?.*)?$/;

function account(document: Document): Mailbox | null {
  const label = first(document, selectors.accountLink)?.getAttribute("aria-label") ?? "";
  const text = TITLE_ADDRESS.exec(document.title)?.[1] ?? /([^\s()<>@]+@[^\s()<>@]+)/.exec(label)?.[1] ?? "";
  const address = parseAddress(text);
  if (!address) return null;
  const name = /:\s*([^(\n]+?)\s*[(\n]/.exec(label)?.[1] ?? "";
  return { address, name: name.includes("@") ? "" : name };
}

function health(document: Document): Health {
  const missing = new Set<string>();
  let seen = 0;
  for (const box of gmailComposes(document)) {
    seen += 1;
    if (!box.sendButton()) missing.add("send");
    if (!first(box.root, selectors.recipientFields)) missing.add("recipientFields");
  }
  for (const message of gmailMessages(document)) {
    seen += 1;
    if (!message.from()) missing.add("sender");
  }
  if (seen === 0 && OPEN_THREAD.test(location.hash) && document.querySelector('[role="main"]')) missing.add("message");
  return { state: missing.size > 0 ? "broken" : seen > 0 ? "fine" : "empty", missing: [...missing] };
}

export const gmail: SiteMatch = {
  id: "gmail",
  matches: (_, url) => url.hostname === "mail.google.com" && url.pathname.startsWith("/mail"),
  create: (document): Site => ({
    id: "gmail",
    account: () => account(document),
    dark: () => darkBehind(first(document, selectors.paintedBehind)),
    composes: gmailComposes,
    messages: gmailMessages,
    rows: gmailRows,
    conversations: gmailConversations,
    health: () => health(document),
  }),
};
