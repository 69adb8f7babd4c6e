// Transferable public keys (RFC 9580 10.1) as they come from files, mail and directories.
import { addressKey, parsePerson } from "../address";
import { fail, ok, type Result } from "../result";
import { armorBlocks, dearmor } from "./armor";
import { type Certification, certificationsOn } from "./cross-signature";
import { LIMITS } from "./limits";
import { openpgp } from "./openpgp";

export interface CertificateInfo {
  /** Lower-case hex: 40 digits for v4, 64 for v6. */
  readonly fingerprint: string;
  /** Primary key first, then subkeys; 16 lower-case hex digits each. */
  readonly keyIds: readonly string[];
  /** Only user IDs the key itself certifies and has not revoked. */
  readonly userIds: readonly string[];
  /** The addresses in `userIds`, as written there. */
  readonly addresses: readonly string[];
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  /**
   * When mail can no longer be sealed to it: the expiry of the primary key or of the last encryption subkey, whichever is
   * first.
   */
  readonly expiresAt: number | null;
  readonly revoked: boolean;
  /** For people, e.g. "Ed25519" or "RSA 4096". */
  readonly algorithm: string;
  /** Has an unrevoked encryption key, whether or not it has expired. */
  readonly canEncrypt: boolean;
  /** Announces SEIPDv2 (RFC 9580 5.2.3.32). */
  readonly aead: boolean;
  /** Binary, without secret parts, third-party signatures, photos and invalid user IDs. */
  readonly certificate: Uint8Array;
  /** The input held the secret key too. */
  readonly hasSecret: boolean;
  /** Third-party signatures on the kept user IDs; not part of `certificate` and not yet checked. See cross-signature.ts. */
  readonly certifications?: readonly Certification[];
}

export type CertificateCode = "not-a-key" | "too-large" | "unsupported";

/** Reads every key of an armored text (several blocks are fine) or of binary data. Never returns an empty list. */
export async function readCertificates(
  input: string | Uint8Array,
): Promise<Result<CertificateInfo[], CertificateCode>> {
  const keys = await parseKeys(input);
  if (!keys.ok) return keys;
  return ok(await Promise.all(keys.value.map((key) => minimise(key))));
}

/**
 * A directory's answer for one address. Keeps only the user IDs of that address, so that a directory cannot attach other
 * people's names. Among several keys the newest usable one at `now` (milliseconds) counts.
 */
export async function certificateForAddress(
  bytes: Uint8Array,
  address: string,
  now: number,
): Promise<Result<CertificateInfo, "not-a-key" | "wrong-address" | "too-large" | "unsupported">> {
  const keys = await parseKeys(bytes);
  if (!keys.ok) return keys;
  const wanted = addressKey(address);
  const all = await Promise.all(
    keys.value.map((key) => minimise(key, (found) => found !== null && addressKey(found) === wanted)),
  );
  const matching = all.filter((info) => info.userIds.length > 0);
  if (matching.length === 0) return fail("wrong-address");
  const [best] = matching.sort(
    (a, b) => Number(isUsableAt(b, now)) - Number(isUsableAt(a, now)) || b.createdAt - a.createdAt,
  );
  return best!.certificate.length > LIMITS.certificate ? fail("too-large") : ok(best!);
}

const isUsableAt = (info: CertificateInfo, now: number): boolean =>
  info.canEncrypt && !info.revoked && (info.expiresAt === null || info.expiresAt > now);

/** openpgp.js key objects; within domain/pgp only. */
export async function parseKeys(input: string | Uint8Array): Promise<Result<openpgp.Key[], CertificateCode>> {
  if (input.length > LIMITS.keyInput) return fail("too-large");
  if (typeof input !== "string") {
    if (!looksArmored(input)) return parseBinary(input);
    return parseKeys(new TextDecoder().decode(input));
  }
  const blocks = armorBlocks(input).filter(({ kind }) => kind.endsWith("KEY BLOCK"));
  const keys: openpgp.Key[] = [];
  let failure: CertificateCode = "not-a-key";
  for (const block of blocks) {
    const bytes = decoded(block.text);
    const found = bytes ? await parseBinary(bytes) : fail("not-a-key");
    if (found.ok) keys.push(...found.value);
    else failure = found.code;
  }
  return keys.length > 0 ? ok(keys) : fail(failure);
}

function decoded(armored: string): Uint8Array | null {
  try {
    return dearmor(armored);
  } catch {
    return null;
  }
}

/** RFC 9580 4.2: every packet begins with the high bit set, which no ASCII text does. */
const looksArmored = (bytes: Uint8Array): boolean => bytes.length > 0 && bytes[0]! < 0x80;

async function parseBinary(bytes: Uint8Array): Promise<Result<openpgp.Key[], CertificateCode>> {
  try {
    return ok(await openpgp.readKeys({ binaryKeys: bytes }));
  } catch (error) {
    // openpgp.js skips key packets whose version or algorithm it does not know.
    const known = bytes.length > 0 && isKeyPacket(bytes[0]!);
    return fail(
      known && error instanceof Error && error.message === "No key packet found" ? "unsupported" : "not-a-key",
    );
  }
}

/** RFC 9580 4.2: packet type in the low bits of the first octet; 5 is a secret key, 6 a public key. */
function isKeyPacket(octet: number): boolean {
  const type = octet & 0x40 ? octet & 0x3f : (octet & 0x3f) >> 2;
  return type === 5 || type === 6;
}

/**
 * Reduces a key to what is worth keeping, and describes it. `keep` selects user IDs by their address (null: a user ID without
 * one).
 */
export async function minimise(
  key: openpgp.Key,
  keep: (address: string | null) => boolean = () => true,
): Promise<CertificateInfo> {
  const bare = new openpgp.PublicKey(key.toPublic().toPacketList());
  const addresses: string[] = [];
  const users: openpgp.User[] = [];
  const certifications: Certification[] = [];
  for (const user of bare.users) {
    if (!user.userID) continue;
    const address = parsePerson(user.userID.userID)?.address ?? null;
    if (!keep(address) || !(await holds(user))) continue;
    certifications.push(...certificationsOn(user, bare));
    user.otherCertifications = [];
    user.revocationSignatures = user.revocationSignatures.filter((one) => one.issuerKeyID.equals(bare.getKeyID()));
    users.push(user);
    if (address) addresses.push(address);
  }
  // Usability is read from the whole key: a directory's copy may carry its expiry on another user ID.
  const facts = await factsOf(bare);
  bare.users = users;
  return {
    ...describe(bare, addresses, facts),
    hasSecret: key.isPrivate(),
    ...(certifications.length > 0 ? { certifications } : {}),
  };
}

/** Describes a key that is already minimal; within domain/pgp only. */
export async function infoOf(bare: openpgp.PublicKey): Promise<CertificateInfo> {
  const addresses = bare.users.flatMap((user) => parsePerson(user.userID?.userID ?? "")?.address ?? []);
  return { ...describe(bare, addresses, await factsOf(bare)), hasSecret: false };
}

function describe(
  bare: openpgp.PublicKey,
  addresses: readonly string[],
  facts: Facts,
): Omit<CertificateInfo, "hasSecret"> {
  return {
    fingerprint: bare.getFingerprint(),
    keyIds: bare.getKeyIDs().map((id) => id.toHex()),
    userIds: bare.users.flatMap((user) => user.userID?.userID ?? []),
    addresses,
    createdAt: bare.getCreationTime().getTime(),
    algorithm: algorithmName(bare.getAlgorithmInfo()),
    certificate: bare.write(),
    ...facts,
  };
}

async function holds(user: openpgp.User): Promise<boolean> {
  return user.verify(NO_DATE).then(
    () => true,
    () => false,
  );
}

/** openpgp.js takes null for "at any time"; its types allow that only in part. */
const NO_DATE = null as unknown as Date;

type Facts = Pick<CertificateInfo, "expiresAt" | "revoked" | "canEncrypt" | "aead">;

/** How long and for what a key can be used; within domain/pgp only. */
export async function factsOf(key: openpgp.Key): Promise<Facts> {
  const revoked = await key.isRevoked(undefined, undefined, NO_DATE);
  const expiries: (number | null)[] = [];
  for (const part of key.getKeys()) {
    const able = await key.getEncryptionKey(part.getKeyID(), null).catch(() => null);
    if (able) expiries.push(await endOf(able));
  }
  const primary = await endOf(key);
  const last = expiries.includes(null) ? null : Math.max(...(expiries as number[]));
  const ends = [primary, expiries.length > 0 ? last : null].filter((end) => end !== null);
  return {
    revoked,
    canEncrypt: !revoked && expiries.length > 0,
    expiresAt: ends.length > 0 ? Math.min(...ends) : null,
    aead: await announcesSeipd2(key),
  };
}

async function endOf(part: openpgp.Key | openpgp.Subkey): Promise<number | null> {
  const end = "mainKey" in part ? await part.getExpirationTime(NO_DATE) : await part.getExpirationTime();
  return end instanceof Date ? end.getTime() : null;
}

/** RFC 9580 5.2.3.32. */
const SEIPD2_FEATURE = 0x08;

async function announcesSeipd2(key: openpgp.Key): Promise<boolean> {
  if (key.keyPacket.version === 6) return true;
  const primary = await key.getPrimaryUser(NO_DATE).catch(() => null);
  const features = primary?.selfCertification.features?.[0] ?? 0;
  return (features & SEIPD2_FEATURE) !== 0;
}

const CURVES: Readonly<Record<string, string>> = {
  ed25519Legacy: "Ed25519",
  curve25519Legacy: "Curve25519",
  nistP256: "NIST P-256",
  nistP384: "NIST P-384",
  nistP521: "NIST P-521",
  secp256k1: "secp256k1",
  brainpoolP256r1: "Brainpool P-256",
  brainpoolP384r1: "Brainpool P-384",
  brainpoolP512r1: "Brainpool P-512",
};

function algorithmName({ algorithm, bits, curve }: openpgp.AlgorithmInfo): string {
  if (curve) return CURVES[curve] ?? curve;
  if (algorithm.startsWith("rsa")) return `RSA ${bits}`;
  if (algorithm.startsWith("ed") || algorithm.startsWith("x")) return algorithm[0]!.toUpperCase() + algorithm.slice(1);
  return bits ? `${algorithm.toUpperCase()} ${bits}` : algorithm;
}
