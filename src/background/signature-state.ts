// What a message's signatures say about its From (MAIL.md "Reading"): a signature counts only for the address in From.
import { addressKey, parsePerson } from "../domain/address";
import type { RawSignature } from "../domain/pgp/signatures";
import { spokenName } from "../domain/spoken-name";
import type { Signature, Signer, TrustState } from "../messages/types";
import { noteSignedBy, trustOf } from "./contacts";
import { database, type KeyRow } from "./store/database";

const DAY = 24 * 60 * 60 * 1000;
/** Mail may wait in an outbox for days; the other way round there is only clock skew and time zones. */
const EARLY = 7 * DAY;
const LATE = DAY;

export interface Claim {
  readonly from: string | null;
  /** The Date the page shows, milliseconds. */
  readonly date: number | null;
  /**
   * From as the message has it elsewhere: in the header of its source, and within its layers (RFC 9788 4.4). Where it is
   * another than the page's, nobody knows which of the two a reader would take the signature for.
   */
  readonly told?: readonly string[];
}

/**
 * The one state of a message with these signatures. An invalid one by the key that stands for From decides; otherwise the
 * one that says most for From.
 */
export async function signatureState(
  signatures: readonly RawSignature[],
  keys: readonly KeyRow[],
  claim: Claim,
): Promise<Signature> {
  if (signatures.length === 0) return { state: "none" };
  const judged = await Promise.all(signatures.map((signature) => judge(signature, keys, claim)));
  const spoilt = judged.find(({ state, forFrom }) => state.state === "invalid" && forFrom);
  if (spoilt) return spoilt.state;
  const [best] = judged.sort((a, b) => RANK.indexOf(a.state.state) - RANK.indexOf(b.state.state));
  if (best!.forFrom && "signer" in best!.state && COUNTS.has(best!.state.state) && claim.from !== null)
    await noteSignedBy(claim.from, best!.state.signer.fingerprint);
  return best!.state;
}

/** Best first. */
const RANK: readonly Signature["state"][] = [
  "own",
  "verified",
  "known",
  "first-contact",
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

const COUNTS: ReadonlySet<string> = new Set(["verified", "known", "first-contact", "changed-key"]);

interface Judged {
  readonly state: Signature;
  /** The key stands for From: it is pinned for it, or names it. */
  readonly forFrom: boolean;
}

async function judge(
  signature: RawSignature,
  keys: readonly KeyRow[],
  { from, date, told = [] }: Claim,
): Promise<Judged> {
  const { keyId } = signature;
  const key = signature.state === "unknown" ? undefined : keys.find((row) => row.fingerprint === signature.fingerprint);
  if (signature.state === "unknown" || !key) return { state: { state: "unknown-key", keyId }, forFrom: false };
  const names = from !== null && addressesOf(key).some((address) => addressKey(address) === addressKey(from));
  const trust = from === null ? null : await trustOf(from, key.fingerprint);
  const pinned = trust?.pinned === key.fingerprint;
  const forFrom = names || pinned;
  if (signature.state === "invalid") return { state: { state: "invalid", keyId }, forFrom };

  const { signedAt } = signature;
  const verifiedAt = forFrom ? (trust?.verifiedAt ?? null) : null;
  const signer = signerOf(key, names ? from : null, verifiedAt);
  const say = (state: SignerState): Judged => ({ state: { state, signer, signedAt }, forFrom });
  if (from === null || trust === null) return say("no-from");
  const others = told.filter((address) => addressKey(address) !== addressKey(from));
  if (others.length > 0) return { state: { state: "from-mismatch", signer, signedAt, told: others }, forFrom: false };
  if (!forFrom) return say("other-address");
  const standing = STANDING[trust.state](verifiedAt !== null);
  if (standing === "changed-key" || standing === "revoked-key") return say(standing);
  // What the user signed themselves is theirs to know, and no copy of it need name them.
  if (standing !== "own" && !(await isForUser(signature.intended))) {
    const intended = await knownAmong(signature.intended.filter((fingerprint) => fingerprint !== key.fingerprint));
    return { state: { state: "for-others", signer, signedAt, intended }, forFrom };
  }
  const inTime = date === null || (signedAt >= date - EARLY && signedAt <= date + LATE);
  return say(signature.inLife && inTime ? standing : "date-mismatch");
}

type SignerState = Exclude<Extract<Signature, { signer: Signer }>["state"], "from-mismatch" | "for-others">;

const addressesOf = ({ userIds }: KeyRow): string[] =>
  userIds.map((userId) => parsePerson(userId)?.address).filter((address) => address !== undefined);

/** Whoever names nobody means everybody. */
const isForUser = async (intended: readonly string[]): Promise<boolean> =>
  intended.length === 0 || (await database.identities.where("fingerprint").anyOf(intended).count()) > 0;

/** How many of those a message is for are looked up. */
const MOST_NAMED = 5;

/** Addresses that the user knows these keys for: what else a key says of itself names nobody. */
async function knownAmong(fingerprints: readonly string[]): Promise<string[]> {
  const keys = await database.keys.where("fingerprint").anyOf(fingerprints).limit(MOST_NAMED).toArray();
  const named = await Promise.all(
    keys.map(async (key) => {
      const contacts = await database.contacts.bulkGet(addressesOf(key).map(addressKey));
      return contacts.find((contact) => contact?.pinned === key.fingerprint)?.address;
    }),
  );
  return named.filter((address) => address !== undefined);
}

/** How the key stands for From, as a signature state. A key that ended later still stands for what it signed in its life. */
const STANDING: Readonly<
  Record<
    TrustState,
    (verified: boolean) => "own" | "verified" | "known" | "first-contact" | "changed-key" | "revoked-key"
  >
> = {
  own: () => "own",
  verified: () => "verified",
  known: () => "known",
  "first-contact": () => "first-contact",
  new: () => "first-contact",
  candidate: () => "first-contact",
  none: () => "first-contact",
  expired: (verified) => (verified ? "verified" : "first-contact"),
  revoked: () => "revoked-key",
  changed: () => "changed-key",
  conflict: () => "changed-key",
};

function signerOf(key: KeyRow, from: string | null, verifiedAt: number | null): Signer {
  const people = key.userIds.map(parsePerson).filter((person) => person !== null);
  const person = people.find(({ address }) => from !== null && addressKey(address) === addressKey(from)) ?? people[0];
  return {
    fingerprint: key.fingerprint,
    name: spokenName(person?.name ?? ""),
    address: person?.address ?? "",
    verifiedAt,
  };
}
