// The user's own key: made, imported, protected, unlocked. An unlocked key never leaves this module in the clear except
// as a `SecretKey`, which only domain/pgp looks into.
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

/** The life of a new key, and of one made to last; seconds. */
export const TWO_YEARS = 2 * 365 * 24 * 60 * 60;

/**
 * Makes a v4 key, Ed25519 and Curve25519 in their legacy encoding: the newer one (RFC 9580 5.5.5.7, 5.5.5.9) is not read by
 * GnuPG 2.4, RNP and Sequoia 0.27. Ends two years after `now` (milliseconds).
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

/** `passphraseProtects`: the passphrase belongs to the key and should go on protecting it (a backup's code does not). */
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

/** Signing and decryption need secret parts that are really there (GnuPG leaves stubs for keys on a card). */
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

/** A key whose secret part does not fit its public part leaks the secret at the first signature. */
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

/** Whether a key that writeSecret of an earlier version wrote is easier to guess at than one written now. */
export async function isWeaklyProtected(bytes: Uint8Array): Promise<boolean> {
  const key = await openpgp.readPrivateKey({ binaryKey: bytes });
  const packets = key.getKeys().map(({ keyPacket }) => keyPacket as openpgp.SecretKeyPacket & { s2k?: S2k | null });
  return packets.some((packet) => !packet.isDecrypted() && packet.s2k && isWeak(packet.s2k));
}

/** As openpgp.js has it, which does not tell of its type. */
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
  // Checked when it came in; the store is authenticated, so checking its parts against each other again is lost time.
  if (key.isDecrypted()) return ok(key);
  const unlocked = await unlock(key, passphrase);
  return unlocked.ok ? unlocked : fail("wrong-passphrase");
}

/** Armored certificate for export. */
export async function armorCertificate(certificate: Uint8Array): Promise<string> {
  return (await openpgp.readKey({ binaryKey: certificate })).armor();
}
