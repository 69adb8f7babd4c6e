import type { Mailbox } from "../../../domain/address";
import { accountInTitle, exactAddress } from "../../../domain/label";
import { all, first } from "../../dom/select";
import { darkBehind } from "../../dom/theme";
import { shownIn } from "../people";
import type { Health, Site, SiteMatch } from "../site";
import { yahooComposes } from "./compose";
import { yahooMessages } from "./message";
import { selectors } from "./selectors";

function account(document: Document): Mailbox | null {
  const element = first(document, selectors.account);
  const told = element?.title || element?.getAttribute("aria-label") || "";
  const subjects = all(document, selectors.subjectsShown).map(shownIn);
  const linked = exactAddress(/\(([^()]*)\)\s*$/.exec(told)?.[1] ?? told);
  const open =
    subjects.length > 0 || /\/(messages|compose)\//.test(location.pathname) || yahooMessages(document).length > 0;
  const address = linked ?? accountInTitle(document.title, subjects, ["Yahoo Mail", "AOL Mail"], open);
  return address ? { address, name: "" } : null;
}

function health(document: Document): Health {
  const missing = new Set<string>();
  const composes = yahooComposes(document);
  const messages = yahooMessages(document);
  if (composes.some((box) => !box.sendButton())) missing.add("send");
  if (messages.some((message) => !message.from())) missing.add("sender");
  const seen = composes.length + messages.length;
  if (seen === 0 && /\/messages\/|\/compose\//.test(location.pathname)) missing.add("message");
  return { state: missing.size > 0 ? "broken" : seen > 0 ? "fine" : "empty", missing: [...missing] };
}

export const yahoo: SiteMatch = {
  id: "yahoo",
  matches: (_, url) => url.hostname === "mail.yahoo.com" || url.hostname === "mail.aol.com",
  create: (document): Site => ({
    id: "yahoo",
    account: () => account(document),
    dark: () => darkBehind(document.body),
    composes: yahooComposes,
    messages: yahooMessages,
    health: () => health(document),
  }),
};
