// From a text, or a whole MIME entity, and its recipients to armor that only they, and the author, can read.

import { addressKey } from "../../domain/address";
import { seal } from "../../domain/pgp/encrypt";
import { LIMITS } from "../../domain/pgp/limits";
import { fail, ok } from "../../domain/result";
import type { RecipientState } from "../../domain/trust/contact";
import { ANYONE, belowClass, stricter } from "../../domain/trust/message-class";
import type { Answers, Request } from "../../messages/calls";
import { noteFault } from "../../messages/fault";
import { pin, recordUse } from "../contacts/decisions";
import { sealingKey } from "../contacts/recipient-states";
import { boundStates, strongOf } from "../lookup/strong-addresses";
import { speakingIdentity } from "../own-keys/identities";
import { timeForOthers } from "../own-keys/own-time";
import { unlockedKey } from "../own-keys/vault";
import { currentSettings } from "../settings/settings";
import type { KeyRow } from "../store/database";
import { isFull } from "../store/trouble";

interface Recipient {
  readonly state: RecipientState;
  readonly key: KeyRow;
}

export async function sealMessage(
  request: Request<"message.seal">,
  now = Date.now(),
): Promise<Answers["message.seal"]> {
  const { to, cc, bcc } = request;
  const content = "text" in request ? { text: request.text } : { entity: request.entity };
  const size = "text" in request ? request.text.length : request.entity.length;
  const open = unique([...to, ...cc]);
  const hidden = unique(bcc).filter((address) => !open.some((other) => addressKey(other) === addressKey(address)));
  if (open.length + hidden.length === 0) return fail("no-recipients");
  if (size > LIMITS.message) return fail("too-large");
  const speaking = await speakingIdentity(request, now);
  if (!speaking.ok) return speaking;
  const identity = speaking.value;

  const states = await boundStates([...open, ...hidden], now);
  const held = states.filter(({ state }) => state === "changed" || state === "conflict");
  if (held.length > 0) return fail({ code: "held", addresses: addressesOf(held) });
  // The label of a strong address vouches for the key, whatever its source.
  const unchecked = states.filter(({ unchecked, strong }) => unchecked !== undefined && strong?.status !== "match");
  if (unchecked.length > 0) return fail({ code: "unchecked", addresses: addressesOf(unchecked) });
  const { managed } = await currentSettings();
  const below = belowClass(stricter(request.least ?? ANYONE, managed.least), states, managed.domains);
  if (below) return fail({ code: "below-class", ...below });
  const found = await Promise.all(states.map(async (state) => ({ state, key: await sealingKey(mailboxOf(state)) })));
  const unbound = await notNamed(found);
  if (unbound.length > 0) return fail({ code: "strong-mismatch", addresses: addressesOf(unbound) });
  const missing = found.filter(({ key }) => key === null).map(({ state }) => state);
  // Without an answer, it is unknown whether there is a key.
  const unanswered = missing.some(({ absence }) => absence !== "none");
  if (missing.length > 0)
    return fail({ code: unanswered ? "unanswered" : "missing-keys", addresses: addressesOf(missing) });
  const recipients = found as Recipient[];

  const signer = await unlockedKey(identity);
  if (!signer) return fail({ code: "locked", fingerprint: identity.fingerprint });
  // One key may serve two addresses: an open reader need not also be a hidden one.
  const readers = byFingerprint([identity, ...recipients.slice(0, open.length).map(({ key }) => key)]);
  const hiddenReaders = byFingerprint(recipients.slice(open.length).map(({ key }) => key));
  for (const fingerprint of readers.keys()) hiddenReaders.delete(fingerprint);
  const at = await timeForOthers(identity, now);
  if (!at.ok) return at;
  let armored: string;
  try {
    armored = await seal({
      ...content,
      signer,
      readers: [...readers.values()],
      hiddenReaders: [...hiddenReaders.values()],
      now: at.value,
    });
  } catch (error) {
    noteFault("sealing failed", error);
    return fail("failed");
  }
  if (armored.length > LIMITS.message) return fail("too-large");
  try {
    return await remember(armored, recipients);
  } catch (error) {
    // Without recording the keys, the next message could go to other keys unnoticed.
    if (isFull(error)) return fail("full");
    throw error;
  }
}

/** Strong addresses whose label names another key, or is malformed. */
async function notNamed(found: readonly { state: RecipientState; key: KeyRow | null }[]): Promise<RecipientState[]> {
  const fits = await Promise.all(found.map(({ state, key }) => strongOf(state.address, key?.certificate ?? null)));
  return found.flatMap(({ state }, i) => (["match", "none", undefined].includes(fits[i]?.status) ? [] : [state]));
}

/** First use pins the key. If another call pinned a different key meanwhile, this armor must not go out. */
async function remember(armored: string, recipients: readonly Recipient[]): Promise<Answers["message.seal"]> {
  const others = recipients.filter(({ state }) => state.state !== "own");
  const pinned: string[] = [];
  for (const { state, key } of others) {
    if (!(await pin(mailboxOf(state), key.fingerprint))) return fail({ code: "held", addresses: [state.address] });
    if (state.state === "new" || state.state === "mail-only") pinned.push(state.address);
  }
  await Promise.all(others.map(({ state }) => recordUse(mailboxOf(state), "sealed")));
  return ok({ armored, pinned });
}

/** Pins and history belong to the address without its label. */
const mailboxOf = ({ address, strong }: RecipientState): string => strong?.deliverTo ?? address;

const addressesOf = (states: readonly RecipientState[]): string[] => states.map(({ address }) => address);

const unique = (addresses: readonly string[]): string[] => [
  ...new Map(addresses.map((address) => [addressKey(address), address])).values(),
];

const byFingerprint = (keys: readonly Pick<KeyRow, "fingerprint" | "certificate">[]): Map<string, Uint8Array> =>
  new Map(keys.map(({ fingerprint, certificate }) => [fingerprint, certificate]));
