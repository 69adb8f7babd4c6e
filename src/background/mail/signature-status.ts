// What a message's signatures say about its From: a signature counts only for the address in From.
import { addressKey, parsePerson } from "../../domain/address";
import type { RawSignature } from "../../domain/pgp/signatures";
import { spokenName } from "../../domain/spoken-name";
import type { Signature, Signer } from "../../domain/trust/signature";
import { isByMail } from "../../domain/trust/sources";
import { competingKeys, type TrustState } from "../../domain/trust/trust-state";
import { noteSignedBy, noteVouchedFor } from "../contacts/decisions";
import { trustOf } from "../contacts/recipient-states";
import { trustViews } from "../contacts/trust-view";
import { database, type KeyRow } from "../store/database";
import { createNoting, type Noting } from "../store/noting";
import { contactRows, findsBy } from "../store/rows";

const DAY = 24 * 60 * 60 * 1000;
/** Mail may wait in an outbox for days. In the other direction there are only clock skew and time zones. */
const EARLY = 7 * DAY;
const LATE = DAY;

export interface SenderClaim {
  readonly from: string | null;
  /** The Date of the source, else the date the page shows, in milliseconds; null without either. */
  readonly date: number | null;
  /** The reader's provider authenticated the message as from the domain in From. */
  readonly vouched?: boolean;
  /**
   * From elsewhere in the message: in the header of its source, and within its layers (RFC 9788 4.4). If it differs from the
   * page's, it is unclear to which of the two a reader would attribute the signature.
   */
  readonly claimed?: readonly string[];
}

/**
 * The state of a message with these signatures. An invalid one by the key that stands for From decides; otherwise the one that
 * is best for From.
 */
export async function signatureState(
  signatures: readonly RawSignature[],
  keys: readonly KeyRow[],
  claim: SenderClaim,
  noting: Noting = createNoting(),
): Promise<Signature> {
  if (signatures.length === 0) return { state: "none" };
  let judged = await Promise.all(signatures.map((signature) => judge(signature, keys, claim)));
  const doubted = judged.filter(({ state }) => state.state === "not-checked" || state.state === "changed-key");
  if (claim.vouched && claim.from !== null && doubted.length > 0 && (await vouchFor(claim.from, doubted, keys, noting)))
    judged = await Promise.all(signatures.map((signature) => judge(signature, keys, claim)));
  const spoilt = judged.find(({ state, forFrom }) => state.state === "invalid" && forFrom);
  if (spoilt) return spoilt.state;
  const [best] = judged.sort((a, b) => RANK.indexOf(a.state.state) - RANK.indexOf(b.state.state));
  const { from, date } = claim;
  if (best!.forFrom && "signer" in best!.state && COUNTS.has(best!.state.state) && from !== null) {
    const { fingerprint } = best!.state.signer;
    await noting.note(() => noteSignedBy(from, fingerprint, Date.now(), date));
  }
  return best!.state;
}

/** Best first. */
const RANK: readonly Signature["state"][] = [
  "own",
  "verified",
  "known",
  "first-contact",
  "undated",
  "not-checked",
  "for-others",
  "date-mismatch",
  "revoked-key",
  "changed-key",
  "from-mismatch",
  "no-from",
  "other-address",
  "invalid",
  "unknown-key",
  "none",
];

/** Undated mail adds no history: it may be an old message sent again. */
const COUNTS: ReadonlySet<string> = new Set(["verified", "known", "first-contact", "changed-key"]);

/** The provider's authentication decides which key known from messages alone belongs to the address in From. */
async function vouchFor(
  from: string,
  doubted: readonly Judged[],
  keys: readonly KeyRow[],
  noting: Noting,
): Promise<boolean> {
  const [view] = await trustViews([from], Date.now());
  const { row, known } = view!;
  const rivals = competingKeys(row, known.keys, Date.now());
  if (!rivals.every((key) => isByMail(key.weight))) return false;
  const signers = doubted.flatMap(({ state }) => ("signer" in state ? state.signer.fingerprint : []));
  const named = keys.filter(
    ({ fingerprint }) => signers.includes(fingerprint) && rivals.some((key) => key.fingerprint === fingerprint),
  );
  for (const key of named) await noting.note(() => noteVouchedFor(from, key));
  return named.length > 0;
}

interface Judged {
  readonly state: Signature;
  /** Whether the key stands for From, that is, was found, stored or verified for it. */
  readonly forFrom: boolean;
}

async function judge(
  signature: RawSignature,
  keys: readonly KeyRow[],
  { from, date, claimed = [] }: SenderClaim,
): Promise<Judged> {
  const { keyId } = signature;
  const key = signature.state === "unknown" ? undefined : keys.find((row) => row.fingerprint === signature.fingerprint);
  if (signature.state === "unknown" || !key) return { state: { state: "unknown-key", keyId }, forFrom: false };
  const trust = from === null ? null : await trustOf(from, key.fingerprint);
  const forFrom = trust?.speaks ?? false;
  if (signature.state === "invalid") return { state: { state: "invalid", keyId }, forFrom };

  const { signedAt } = signature;
  const verifiedAt = trust?.verifiedAt ?? null;
  const signer = signerOf(key, (forFrom ? from : null) ?? (await keptFor(key)), verifiedAt);
  const say = (state: SignerState): Judged => ({ state: { state, signer, signedAt }, forFrom });
  if (from === null || trust === null) return say("no-from");
  const others = claimed.filter((address) => addressKey(address) !== addressKey(from));
  if (others.length > 0)
    return { state: { state: "from-mismatch", signer, signedAt, claimed: others }, forFrom: false };
  // A user ID is only its maker's claim: beside a key in use, it is a possible attack.
  if (!forFrom) return say(trust.state === "changed" && namesAddress(key, from) ? "changed-key" : "other-address");
  const state = SIGNER_STATE[trust.state](verifiedAt !== null);
  if (state === "changed-key" || state === "revoked-key") return say(state);
  // The user's own signatures need not name the user as a recipient.
  if (state !== "own" && !(await isForUser(signature.intended))) {
    const intended = await knownAmong(signature.intended.filter((fingerprint) => fingerprint !== key.fingerprint));
    return { state: { state: "for-others", signer, signedAt, intended }, forFrom };
  }
  const inTime = date === null || (signedAt >= date - EARLY && signedAt <= date + LATE);
  if (!signature.inLife || !inTime) return say("date-mismatch");
  // Replaying the user's own message reaches only the user.
  if (date !== null || state === "own" || state === "not-checked") return say(state);
  return { state: { state: "undated", trust: state, signer, signedAt }, forFrom };
}

type SignerState = Exclude<Extract<Signature, { signer: Signer }>["state"], "from-mismatch" | "for-others" | "undated">;

const namesAddress = (key: KeyRow, wanted: string): boolean =>
  addressesOf(key).some((address) => addressKey(address) === addressKey(wanted));

/** The address a key stands for if not From: preferably one for which it is pinned, then one it was found for. */
async function keptFor({ fingerprint, userIds }: KeyRow): Promise<string | null> {
  const finds = await findsBy("fingerprint", [fingerprint]);
  const contacts = (await contactRows(finds.map((find) => find.contact))).filter((row) => row !== undefined);
  const used = contacts.find((row) => row.pinned === fingerprint)?.address;
  return used ?? finds[0]?.contact ?? parsePerson(userIds[0] ?? "")?.address ?? null;
}

const addressesOf = ({ userIds }: KeyRow): string[] =>
  userIds.map((userId) => parsePerson(userId)?.address).filter((address) => address !== undefined);

/** A signature without intended recipients is meant for everybody. */
const isForUser = async (intended: readonly string[]): Promise<boolean> =>
  intended.length === 0 || (await database.identities.where("fingerprint").anyOf(intended).count()) > 0;

/** Most intended recipients that are looked up. */
const MOST_NAMED = 5;

/** Addresses for which the user knows these keys; other user IDs of a key are mere claims. */
async function knownAmong(fingerprints: readonly string[]): Promise<string[]> {
  const keys = await database.keys.where("fingerprint").anyOf(fingerprints).limit(MOST_NAMED).toArray();
  const named = await Promise.all(
    keys.map(async (key) => {
      const contacts = await contactRows(addressesOf(key).map(addressKey));
      return contacts.find((contact) => contact?.pinned === key.fingerprint)?.address;
    }),
  );
  return named.filter((address) => address !== undefined);
}

/** How the key stands for From, as a signature state. A key that ended later still stands for what it signed in its life. */
const SIGNER_STATE: Readonly<
  Record<
    TrustState,
    (
      verified: boolean,
    ) => "own" | "verified" | "known" | "first-contact" | "not-checked" | "changed-key" | "revoked-key"
  >
> = {
  own: () => "own",
  verified: () => "verified",
  known: () => "known",
  "first-contact": () => "first-contact",
  new: () => "first-contact",
  // Nobody has checked what a directory or a message merely claims.
  candidate: () => "not-checked",
  "mail-only": () => "not-checked",
  none: () => "not-checked",
  expired: (verified) => (verified ? "verified" : "first-contact"),
  // The good signature itself proves that it is this key.
  lost: (verified) => (verified ? "verified" : "first-contact"),
  revoked: () => "revoked-key",
  changed: () => "changed-key",
  conflict: () => "changed-key",
};

/** The signer by the address the key stands for, and the name in that user ID; other user IDs may say anything. */
function signerOf(key: KeyRow, address: string | null, verifiedAt: number | null): Signer {
  const people = key.userIds.map(parsePerson).filter((person) => person !== null);
  const person = people.find((one) => address !== null && addressKey(one.address) === addressKey(address));
  return {
    fingerprint: key.fingerprint,
    name: spokenName(person?.name ?? ""),
    address: person?.address ?? address ?? "",
    verifiedAt,
  };
}
