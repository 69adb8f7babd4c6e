// Opens one layer of a message: its content, who signed it, and the facts for its index. Nothing is fetched here.
import { addressKey } from "../../domain/address";
import { claimedFrom } from "../../domain/claimed-from";
import type {
  Claims,
  Decrypted,
  DecryptRequest,
  Opened,
  OpenFailure,
  VerifyRequest,
} from "../../domain/message/opened";
import { isEntity } from "../../domain/mime/entity";
import { readHeaders } from "../../domain/mime/headers";
import { octetString } from "../../domain/octets";
import { openMessage as open, type ParsedMessage, parseMessage, verifyDetached } from "../../domain/pgp/open";
import type { SecretKey } from "../../domain/pgp/secret-key";
import type { RawSignature } from "../../domain/pgp/signatures";
import { fail, ok, type Result } from "../../domain/result";
import type { Signature } from "../../domain/trust/signature";
import type { Answers, Request } from "../../messages/calls";
import { findSigners } from "../contacts/decisions";
import { recipientStates } from "../contacts/recipient-states";
import { missingAddresses } from "../own-keys/hint";
import { unlockedKey } from "../own-keys/vault";
import { database, type IdentityRow, type KeyRow } from "../store/database";
import { createNoting, type Noting } from "../store/noting";
import { noteGossip } from "./keys-in-mail";
import { signatureState } from "./signature-status";
import { type Meter, metered } from "./work-budget";

/** Whether the signer's key gossip (Autocrypt 1.1, 4.2) counts; that of a first contact does not. */
function mayGossip(signature: Signature): signature is Extract<Signature, { state: "verified" | "known" | "undated" }> {
  const trust = signature.state === "undated" ? signature.trust : signature.state;
  return trust === "verified" || trust === "known";
}
/** How much of an entity is searched for its header (RFC 5322 sets no limit). */
const HEADER_WITHIN = 262_144;

type Layer = Result<Decrypted, OpenFailure>;

export function openMessage({ work, ...request }: DecryptRequest, now = Date.now()): Promise<Layer> {
  const octets = (request.sealed ?? request.armored ?? "").length;
  return metered(work, octets, (meter) => openWithin(meter, request, now));
}

async function openWithin(
  meter: Meter,
  { armored, sealed: given, as = "text", unprotected = false, ...claims }: Omit<DecryptRequest, "work">,
  now: number,
): Promise<Layer> {
  const parsed = await parseMessage(given ?? armored ?? "");
  if (!parsed.ok) return parsed;
  const message = parsed.value;
  const sealed = message.form === "sealed";
  const identities = sealed ? await database.identities.toArray() : [];
  const mine = identities.filter((row) => row.keyIds.some((keyId) => message.readers.includes(keyId)));
  const keys = sealed ? await keysFor(message, identities, mine) : ok([]);
  if (!keys.ok) return keys;

  const opened = await withSigners((find) => open(message, keys.value, find, now, unprotected, meter.signatures));
  if (!opened.result.ok) return opened.result;
  const { value } = opened.result;
  meter.used({ octets: value.octets.length, signatures: value.signatures.length });
  // A copy: a view would take its whole buffer along to the page.
  const entity = as === "text" ? null : value.octets.slice();
  // Without integrity protection the content may have been altered in transit, so its signatures prove nothing.
  const signatures = message.unprotected ? [] : value.signatures;
  const noting = createNoting();
  const signature = await stateOf(signatures, opened.signers, claims, as === "entity" ? entity : null, noting);
  const text = entity ? null : value.text;
  if (sealed && mayGossip(signature)) {
    const header = text?.slice(0, HEADER_WITHIN) ?? headerOf(value.octets);
    // Dated by its signature, not by the mail around it, so that old gossip does not replace newer.
    const gossip = { recipients: claims.to, sent: signature.signedAt, by: signature.signer.address };
    if (/^autocrypt-gossip:/im.test(header)) await noting.note(() => noteGossip(header, gossip, now));
  }
  const { readers, modern } = message;
  return ok({
    text,
    guessed: text !== null && value.guessed,
    entity,
    unprotected: message.unprotected,
    mine: mine.map(({ fingerprint }) => fingerprint),
    ...unnotedIn(noting, claims),
    ...(await wordOn({ sealed, modern, readers, signature }, claims)),
  });
}

/** Whether a detached signature was made over exactly these octets: a multipart/signed entity, or a file. */
export function verifyMessage({ work, ...request }: VerifyRequest, now = Date.now()): Promise<Layer> {
  return metered(work, request.signed.length, (meter) => verifyWithin(meter, request, now));
}

async function verifyWithin(
  meter: Meter,
  { signed, signature, ...claims }: Omit<VerifyRequest, "work">,
  now: number,
): Promise<Layer> {
  const { result, signers } = await withSigners((find) =>
    verifyDetached(signed, signature, find, now, meter.signatures),
  );
  if (!result.ok) return result;
  meter.used({ signatures: result.value.length });
  const noting = createNoting();
  const state = await stateOf(result.value, signers, claims, signed, noting);
  const facts = await wordOn({ sealed: false, modern: false, readers: [], signature: state }, claims);
  return ok({
    text: null,
    guessed: false,
    entity: null,
    unprotected: false,
    mine: [],
    ...unnotedIn(noting, claims),
    ...facts,
  });
}

/** The keys available for the signatures, and the result. */
async function withSigners<T>(
  check: (find: (keyIds: string[]) => Promise<Uint8Array[]>) => Promise<T>,
): Promise<{ result: T; signers: KeyRow[] }> {
  let signers: KeyRow[] = [];
  const result = await check(async (keyIds) => {
    signers = await findSigners(keyIds);
    return signers.map((row) => row.certificate);
  });
  return { result, signers };
}

/** `entity`: the signed MIME entity, which may have its own From. */
async function stateOf(
  signatures: readonly RawSignature[],
  signers: readonly KeyRow[],
  { from, date: shown, sourceFrom = [], sourceDate, vouched = false }: Claims,
  entity: Uint8Array | null,
  noting: Noting,
): Promise<Signature> {
  const within = entity && isEntity(entity) ? claimedFrom(readHeaders(headerOf(entity)) ?? []) : [];
  const date = sourceDate ?? shown;
  return signatureState(
    signatures,
    signers,
    { from, date, vouched, claimed: [...new Set([...sourceFrom, ...within])] },
    noting,
  );
}

function unnotedIn(noting: Noting, { from }: Claims): Pick<Opened, "unnoted"> {
  const unnoted = noting.unnoted(from === null ? null : addressKey(from));
  return unnoted ? { unnoted } : {};
}

const headerOf = (entity: Uint8Array): string => octetString(entity.subarray(0, HEADER_WITHIN));

type Word = Pick<Opened, "sealed" | "readers" | "signature"> & { readonly modern: boolean };

async function wordOn({ modern, ...word }: Word, { from, to }: Claims) {
  const participants = await participantsOf(from, to);
  return { ...word, facts: { sealed: word.sealed, modern, signature: word.signature.state, participants } };
}

/** The facts for the index of a message that is neither encrypted nor signed. */
export async function clearIndex({ from, to }: Request<"index.clear">): Promise<Answers["index.clear"]> {
  return ok({ sealed: false, modern: false, signature: "none", participants: await participantsOf(from, to) });
}

async function participantsOf(from: string | null, to: readonly string[]) {
  const states = await recipientStates(from === null ? to : [from, ...to]);
  return states.map(({ address, state }) => ({ address, trust: state }));
}

const HIDDEN_READER = "0000000000000000";

/** The unlocked keys that may open it. Hidden readers are not named, so then every key of the user may. */
async function keysFor(
  message: ParsedMessage,
  identities: readonly IdentityRow[],
  named: readonly IdentityRow[],
): Promise<Result<SecretKey[], OpenFailure>> {
  if (identities.length === 0) return fail({ code: "no-identity", missing: await missingAddresses() });
  const able = named.length > 0 || !message.readers.includes(HIDDEN_READER) ? named : identities;
  // A message without readers needs no key of the user: its own form determines the error.
  if (able.length === 0)
    return message.readers.length > 0 ? fail({ code: "no-key", readers: message.readers }) : ok([]);
  return unlockedAmong(able);
}

async function unlockedAmong(identities: readonly IdentityRow[]): Promise<Result<SecretKey[], OpenFailure>> {
  const keys = await Promise.all(identities.map(unlockedKey));
  // One locked key among several that might open it: asking for its passphrase beats saying that no key fits.
  const locked = identities.find((_, i) => keys[i] === null);
  const open = keys.filter((key) => key !== null);
  if (locked && open.length < identities.length) return fail({ code: "locked", fingerprint: locked.fingerprint });
  return ok(open);
}
