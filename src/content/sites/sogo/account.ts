import type { Mailbox } from "../../../domain/address";
import { exactAddress, personIn, shownName } from "../../../domain/label";
import { all, around } from "../../dom/select";
import { oneSender, shownIn } from "../people";
import { accountIn } from "./place";
import { selectors } from "./selectors";

interface Identity {
  readonly email?: unknown;
  readonly fullName?: unknown;
  readonly isDefault?: unknown;
}

/** SOGo writes the user's accounts into the page as a script's text, which the isolated world can read. */
const ACCOUNTS = /(?:^|[\s;])(?:var\s+)?mailAccounts\s*=\s*(\[.*?\])\s*(?:;|\n|$)/s;

/** The identity that writes in the account which is open, where one alone does; in a window of its own, whoever writes there. */
export function sogoAccount(document: Document, hash: string): Mailbox | null {
  for (const script of document.scripts) {
    if (!notInLetter(script)) continue;
    const [, json] = ACCOUNTS.exec(script.textContent ?? "") ?? [];
    if (json === undefined) continue;
    const mine = identitiesOf(json, Number(accountIn(hash)));
    const chosen = mine.filter(({ isDefault }) => isDefault);
    const [one, ...others] = chosen.length > 0 ? chosen : mine;
    if (!one || others.length > 0) return null;
    const address = exactAddress(String(one.email ?? ""));
    return address && { address, name: shownName(String(one.fullName ?? "")) };
  }
  return oneSender(all(document, selectors.identity, notInLetter).map((field) => personIn(shownIn(field))));
}

const notInLetter = (element: Element): boolean => !around(element, selectors.message);

function identitiesOf(json: string, account: number): readonly Identity[] {
  try {
    const list = JSON.parse(json) as readonly { readonly identities?: unknown }[];
    const { identities } = list[account] ?? {};
    return Array.isArray(identities) ? (identities as Identity[]) : [];
  } catch {
    return [];
  }
}
