// A page hands over public keys (importPublicKey). The user is asked in a window of ours, which names whose they are; then they
// count as keys that came with a mail do: none replaces or outranks a key that is known.
import { fail, ok } from "../../../domain/result";
import type { Answers, Request } from "../../../messages/calls";
import type { Sender } from "../../../messages/serve";
import browser from "../../../platform/browser";
import { keepMailKey, lookAtKey } from "../../mail/keys-in-mail";
import { isAllowed } from "../client-origins";
import { askConsent, takeAnswer } from "../consent";
import { takes } from "./limits";

/** The keys of an open question: what is kept is what the window named. */
const PREFIX = "client-import:";
const MOST_PEOPLE = 20;

export async function askToImport(
  { token, armored }: Request<"client.import">,
  sender: Sender,
): Promise<Answers["client.import"]> {
  const { origin } = sender;
  if (origin === null || !(await isAllowed(origin))) return fail("not-allowed");
  const keys = await lookAtKey({ armored, from: null });
  const good = keys.ok ? keys.value.filter(({ status }) => status === "usable") : [];
  const people = good.flatMap(({ addresses }) => addresses);
  if (people.length === 0 || people.length > MOST_PEOPLE) return fail("not-a-key");
  if (!(await takes(origin, "windows", [token]))) return fail("too-many");
  await browser.storage.session.set({ [PREFIX + token]: armored });
  const about = good.map(({ fingerprint }) => fingerprint.toUpperCase());
  return askConsent({ token, kind: "keep-key", label: "", account: null, people, about, pointer: null }, sender);
}

export async function clientImported(
  { token }: Request<"client.imported">,
  sender: Sender,
): Promise<Answers["client.imported"]> {
  if (!(await isAllowed(sender.origin))) return fail("not-allowed");
  const answer = await takeAnswer({ token }, sender);
  if (!answer.ok && answer.code === "waiting") return fail("waiting");
  const key = PREFIX + token;
  const armored = (await browser.storage.session.get(key))[key] as string | undefined;
  await browser.storage.session.remove(key);
  if (!answer.ok || !answer.value.yes || armored === undefined) return ok("REJECTED");
  return ok(await keep(armored));
}

async function keep(armored: string): Promise<"IMPORTED" | "UPDATED" | "REJECTED"> {
  const keys = await lookAtKey({ armored, from: null });
  if (!keys.ok) return "REJECTED";
  let kept = 0;
  let known = 0;
  for (const { fingerprint, addresses, status, compared } of keys.value) {
    if (status !== "usable" || compared === "own") continue;
    for (const address of addresses) if ((await keepMailKey({ armored, fingerprint, address })).ok) kept += 1;
    if (compared === "same") known += 1;
  }
  if (kept === 0) return "REJECTED";
  return known > 0 ? "UPDATED" : "IMPORTED";
}
