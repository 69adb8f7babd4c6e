import type { Mailbox } from "../../../domain/address";
import { personIn } from "../../../domain/label";
import { first } from "../../dom/select";
import { darkBehind } from "../../dom/theme";
import type { Health, Site, SiteMatch } from "../site";
import { identity, notInLetter, roundcubeComposes } from "./compose";
import { environmentOf, outerDocument } from "./environment";
import { roundcubeRows } from "./list";
import { isRoundcube } from "./match";
import { roundcubeMessages } from "./message";
import { selectors } from "./selectors";

function account(document: Document): Mailbox | null {
  const chosen = identity(document);
  if (chosen) return chosen;
  for (const text of [
    environmentOf(document).username,
    first(document, selectors.userName, notInLetter)?.textContent,
  ]) {
    const person = personIn(text ?? "");
    if (person) return person;
  }
  const outer = outerDocument(document);
  return outer ? account(outer) : null;
}

function health(document: Document): Health {
  const { action } = environmentOf(document);
  const missing: string[] = [];
  const [message] = roundcubeMessages(document);
  const [compose] = roundcubeComposes(document);
  if (action === "show" || action === "preview") {
    if (!message) missing.push("message");
    else if (!message.from()) missing.push("sender");
  }
  if (action === "compose") {
    if (!compose) missing.push("composeBody");
    else if (!compose.sendButton()) missing.push("send");
  }
  return { state: missing.length > 0 ? "broken" : message || compose ? "fine" : "empty", missing };
}

export const roundcube: SiteMatch = {
  id: "roundcube",
  matches: isRoundcube,
  create: (document): Site => ({
    id: "roundcube",
    account: () => account(document),
    dark: () => document.documentElement.classList.contains("dark-mode") || darkBehind(document.body),
    composes: roundcubeComposes,
    messages: roundcubeMessages,
    rows: roundcubeRows,
    health: () => health(document),
  }),
};
