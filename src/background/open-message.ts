// From armor on a page to text, who signed it, and what the index of the message is made of. Nothing is fetched here.
import { openMessage as open, type ParsedMessage, parseMessage } from "../domain/pgp/open";
import type { SecretKey } from "../domain/pgp/secret-key";
import { fail, ok, type Result } from "../domain/result";
import type { Answers, OpenCode, Request } from "../messages/contract";
import type { Signature } from "../messages/types";
import { findSigners, recipientStates } from "./contacts";
import { noteGossip } from "./mail-keys";
import { signatureState } from "./signature-state";
import { database, type IdentityRow, type KeyRow } from "./store/database";
import { unlockedKey } from "./vault";

const KNOWN_SIGNER: readonly Signature["state"][] = ["verified", "known", "first-contact"];

export async function openMessage(
  { armored, from, to, date }: Request<"message.open">,
  now = Date.now(),
): Promise<Answers["message.open"]> {
  const parsed = await parseMessage(armored);
  if (!parsed.ok) return parsed;
  const message = parsed.value;
  const sealed = message.form === "sealed";
  const keys = sealed ? await keysFor(message) : ok([]);
  if (!keys.ok) return keys;

  let signers: KeyRow[] = [];
  const find = async (keyIds: string[]): Promise<Uint8Array[]> => {
    signers = await findSigners(keyIds);
    return signers.map((row) => row.certificate);
  };
  const opened = await open(message, keys.value, find, now);
  if (!opened.ok) return opened;

  const signature = await signatureState(opened.value.signatures, signers, { from, date });
  // Only people the user knows may speak for others (Autocrypt's key gossip): their word is what it rests on.
  if (sealed && KNOWN_SIGNER.includes(signature.state) && /^autocrypt-gossip:/im.test(opened.value.text))
    await noteGossip(opened.value.text, { recipients: to, sent: date }, now);
  const participants = await participantsOf(from, to);
  const facts = { sealed, modern: message.modern, signature: signature.state, participants };
  return ok({ text: opened.value.text, sealed, signature, readers: message.readers, facts });
}

/** What the index of a message is made of that is neither sealed nor signed. */
export async function clearIndex({ from, to }: Request<"index.clear">): Promise<Answers["index.clear"]> {
  return ok({ sealed: false, modern: false, signature: "none", participants: await participantsOf(from, to) });
}

async function participantsOf(from: string | null, to: readonly string[]) {
  const states = await recipientStates(from === null ? to : [from, ...to]);
  return states.map(({ address, state }) => ({ address, trust: state }));
}

const HIDDEN_READER = "0000000000000000";

/** The unlocked keys that may open it. Hidden readers are not named, so then every key of the user may. */
async function keysFor(message: ParsedMessage): Promise<Result<SecretKey[], OpenCode>> {
  const identities = await database.identities.toArray();
  if (identities.length === 0) return fail("no-identity");
  const named = identities.filter((row) => row.keyIds.some((keyId) => message.readers.includes(keyId)));
  const able = named.length > 0 || !message.readers.includes(HIDDEN_READER) ? named : identities;
  // Without readers there is no one to miss a key: a form that needs no key of ours says what is wrong with it.
  if (able.length === 0) return message.readers.length > 0 ? fail("no-key", message.readers) : ok([]);
  return unlockedAmong(able);
}

async function unlockedAmong(identities: readonly IdentityRow[]): Promise<Result<SecretKey[], OpenCode>> {
  const keys = await Promise.all(identities.map(unlockedKey));
  // One locked key among several that might open it: asking for its passphrase beats saying that no key fits.
  const locked = identities.find((_, i) => keys[i] === null);
  const open = keys.filter((key) => key !== null);
  if (locked && open.length < identities.length) return fail("locked", [locked.fingerprint]);
  return ok(open);
}
