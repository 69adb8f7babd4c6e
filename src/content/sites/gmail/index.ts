import { addressKey, type Mailbox } from "../../../domain/address";
import { accountInTitle, exactAddress, shownName } from "../../../domain/label";
import { all, first } from "../../dom/select";
import { darkBehind } from "../../dom/theme";
import { shownIn } from "../people";
import type { Health, Site, SiteMatch } from "../site";
import { gmailComposes } from "./compose";
import { gmailConversations, gmailRows } from "./list";
import { gmailMessages } from "./message";
import { selectors } from "./selectors";

/** #inbox/FMfcgz...: one conversation is open. */
const OPEN_THREAD = /^#.+\/[A-Za-z]{20,}(\?.*)?$/;

function account(document: Document): Mailbox | null {
  // "Google Account: Alice Martin (a@b.example)", in every language with the address last.
  const label = first(document, selectors.accountLink)?.getAttribute("aria-label") ?? "";
  const [, before = "", last = ""] = /^(.*?)\(([^()]*)\)\s*$/s.exec(label) ?? [];
  const linked = exactAddress(last);
  const subjects = all(document, selectors.subjectsShown).map(shownIn);
  // A list's URL names no conversation, and its title holds no subject.
  const { hash } = location;
  const open = !hash || OPEN_THREAD.test(hash) || first(document, selectors.threadSubject) !== null;
  // An organisation may rename Gmail, and a subject may imitate such a title: it can contradict the account link, not replace it.
  const titled = accountInTitle(document.title, subjects, linked ? null : ["Gmail"], open);
  // Two different addresses: a delegated mailbox, opened under the user's own sign-in.
  if (linked && titled && addressKey(linked) !== addressKey(titled)) return null;
  const address = linked ?? titled;
  return address && { address, name: shownName(linked ? before.slice(before.search(/[:\uff1a]/) + 1) : "") };
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

/** Windows of the original, a print view or a whole message: none shows the account, and the sender wrote the title. */
const NO_MAILBOX = /[?&]view=(?:om|pt|lg|btop)\b/;

export const gmail: SiteMatch = {
  id: "gmail",
  matches: (_, url) => url.hostname === "mail.google.com",
  create: (document): Site => ({
    id: "gmail",
    account: () => (NO_MAILBOX.test(location.search) ? null : account(document)),
    dark: () => darkBehind(first(document, selectors.paintedBehind)),
    composes: gmailComposes,
    messages: gmailMessages,
    rows: gmailRows,
    conversations: gmailConversations,
    health: () => health(document),
  }),
};
