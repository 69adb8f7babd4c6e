// The account a webmail tab last showed, to prefill the welcome page. Kept for the browser session only.
import { parseAddress } from "../../domain/address";
import { ok } from "../../domain/result";
import type { Answers, Request } from "../../messages/calls";
import type { Sender } from "../../messages/serve";
import browser from "../../platform/browser";
import { takeHandOver } from "../mail/hand-over";
import { settingsToRead } from "../settings/settings";
import { database } from "../store/database";

const KEY = "account";

export async function hello(request: Request<"content.hello">, sender: Sender): Promise<Answers["content.hello"]> {
  const address = request.account && parseAddress(request.account.address);
  if (address) await browser.storage.session.set({ [KEY]: { name: request.account?.name.trim() ?? "", address } });
  const [identities, settings] = await Promise.all([database.identities.count(), settingsToRead()]);
  return ok({ hasIdentity: identities > 0, language: settings.language, reply: await takeHandOver(sender) });
}

export async function suggestAccount(): Promise<Answers["account.suggest"]> {
  const stored = await browser.storage.session.get(KEY);
  return ok((stored[KEY] as { name: string; address: string } | undefined) ?? null);
}
