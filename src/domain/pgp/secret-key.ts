// The user's own key: generated, imported, protected, unlocked. Outside domain/pgp an unlocked key is an opaque `SecretKey`;
// only writeSecret and armorSecret without a passphrase write it unprotected.
import { fail, ok, type Result } from "../result";
import { armorBlocks } from "./armor";
import { openBackup } from "./backup";
import { type CertificateInfo, minimise, parseKeys } from "./certificate";
import { openpgp } from "./openpgp";

/** An unlocked secret key. Opaque outside domain/pgp. */
export type SecretKey = openpgp.PrivateKey;

export interface OwnKey {
  readonly secret: SecretKey;
  readonly info: CertificateInfo;
  /** Armored; revokes the key when published. */
  readonly revocation: string;
}

/** How long a new or extended key is valid; seconds. */
export const TWO_YEARS = 2 * 365 * 24 * 60 * 60;

/**
 * Makes a v4 key, Ed25519 and Curve25519 in their legacy encoding: GnuPG 2.4, RNP and Sequoia 0.27 do not read the newer one
 * (RFC 9580 5.5.5.7, 5.5.5.9). Expires two years after `now` (milliseconds).
 */
export async function generateKey(name: string, address: string, now: number): Promise<OwnKey> {
  const { privateKey, revocationCertificate } = await openpgp.generateKey({
    type: "ecc",
    curve: "curve25519Legacy",
    userIDs: name === "" ? { email: address } : { name, email: address },
    date: new Date(now),
    keyExpirationTime: TWO_YEARS,
    format: "object",
  });
  return { secret: privateKey, info: await minimise(privateKey), revocation: revocationCertificate };
}

export type SecretCode =
  | "not-a-key"
  | "not-secret"
  | "needs-passphrase"
  | "wrong-passphrase"
  | "no-address"
  | "unsupported";

/** `passphraseProtects`: the passphrase is the key's own and should keep protecting it (a backup's code should not). */
export type ImportedKey = OwnKey & { readonly passphraseProtects: boolean };

/** Reads the first secret key of armored or binary data, or of a backup (then `passphrase` is its code). */
export async function importKey(
  input: string | Uint8Array,
  passphrase: string | null,
  now: number,
): Promise<Result<ImportedKey, SecretCode>> {
  const backup = typeof input === "string" ? armorBlocks(input).find(({ kind }) => kind === "MESSAGE") : undefined;
  if (backup) {
    if (!passphrase) return fail("needs-passphrase");
    const opened = await openBackup(backup.text, passphrase);
    if (!opened.ok) return opened;
    const imported = await importKey(opened.value, null, now);
    return imported.ok ? ok({ ...imported.value, passphraseProtects: false }) : imported;
  }
  const keys = await parseKeys(input);
  if (!keys.ok) return fail(keys.code === "unsupported" ? "unsupported" : "not-a-key");
  const key = keys.value.find((candidate) => candidate.isPrivate());
  if (!key) return fail("not-secret");
  const unlocked = await unlock(key, passphrase);
  if (!unlocked.ok) return unlocked;
  const info = await minimise(unlocked.value);
  if (info.addresses.length === 0) return fail("no-address");
  if (!(await canBeUsed(unlocked.value))) return fail("unsupported");
  const revocation = await revocationOf(unlocked.value, now);
  return ok({ secret: unlocked.value, info, revocation, passphraseProtects: !key.isDecrypted() });
}

/** Signing and decryption need secret parts that are present (GnuPG leaves stubs for keys on a card). */
async function canBeUsed(key: SecretKey): Promise<boolean> {
  const signing = await key.getSigningKey(undefined, ANY_TIME).catch(() => null);
  const [decryption] = await key.getDecryptionKeys(undefined, null).catch(() => []);
  return [signing, decryption].every((part) => part?.keyPacket.isDecrypted());
}

const ANY_TIME = null as unknown as Date;

async function unlock(
  key: openpgp.PrivateKey,
  passphrase: string | null,
): Promise<Result<SecretKey, "needs-passphrase" | "wrong-passphrase" | "unsupported">> {
  if (key.isDecrypted()) return (await matchesPublicPart(key)) ? ok(key) : fail("unsupported");
  if (passphrase === null || passphrase === "") return fail("needs-passphrase");
  try {
    return ok(await openpgp.decryptKey({ privateKey: key, passphrase }));
  } catch (error) {
    return fail(error instanceof Error && /passphrase/i.test(error.message) ? "wrong-passphrase" : "unsupported");
  }
}

/** A key whose secret part does not match its public part leaks the secret with the first signature. */
async function matchesPublicPart(key: openpgp.PrivateKey): Promise<boolean> {
  const packets = key.getKeys().map((part) => part.keyPacket as openpgp.SecretKeyPacket);
  const present = packets.filter((packet) => packet.isDecrypted());
  return Promise.all(present.map((packet) => packet.validate())).then(
    () => true,
    () => false,
  );
}

async function revocationOf(key: SecretKey, now: number): Promise<string> {
  const revoked = await openpgp.revokeKey({ key, date: new Date(now), format: "object" });
  return (await revoked.privateKey.getRevocationCertificate(new Date(now))) as string;
}

/** Transferable secret key, binary, protected by `passphrase` (iterated and salted S2K) unless that is null. */
export async function writeSecret(secret: SecretKey, passphrase: string | null): Promise<Uint8Array> {
  return (await protect(secret, passphrase)).write();
}

/** The same, armored. */
export async function armorSecret(secret: SecretKey, passphrase: string | null): Promise<string> {
  return (await protect(secret, passphrase)).armor();
}

async function protect(secret: SecretKey, passphrase: string | null): Promise<openpgp.PrivateKey> {
  return passphrase === null ? secret : openpgp.encryptKey({ privateKey: secret, passphrase });
}

/** Whether a key written by an earlier version of writeSecret is easier to guess than one written now. */
export async function isWeaklyProtected(bytes: Uint8Array): Promise<boolean> {
  const key = await openpgp.readPrivateKey({ binaryKey: bytes });
  const packets = key.getKeys().map(({ keyPacket }) => keyPacket as openpgp.SecretKeyPacket & { s2k?: S2k | null });
  return packets.some((packet) => !packet.isDecrypted() && packet.s2k && isWeak(packet.s2k));
}

/** The S2K object of openpgp.js, which does not export its type. */
interface S2k {
  readonly type: string;
  readonly c?: number;
}

const isWeak = ({ type, c = 0 }: S2k): boolean =>
  type !== "argon2" && (type !== "iterated" || c < openpgp.config.s2kIterationCountByte);

/** Reads back what writeSecret wrote. Throws when the bytes are no secret key: then our own store is damaged. */
export async function readSecret(
  bytes: Uint8Array,
  passphrase: string | null,
): Promise<Result<SecretKey, "wrong-passphrase">> {
  const key = await openpgp.readPrivateKey({ binaryKey: bytes });
  // It was validated on import, and the store is authenticated, so validating it again would waste time.
  if (key.isDecrypted()) return ok(key);
  const unlocked = await unlock(key, passphrase);
  return unlocked.ok ? unlocked : fail("wrong-passphrase");
}

/** Armored certificate for export. */
export async function armorCertificate(certificate: Uint8Array): Promise<string> {
  return (await openpgp.readKey({ binaryKey: certificate })).armor();
}
