// A directory's answer for one address. Directories are not trusted: their answers are cut down to what an honest key needs
// before openpgp.js, which parses every packet, sees them.
import { addressKey } from "../address";
import { readKeyringFile } from "../packets/keyring-file";
import { prefilter } from "../packets/prefilter";
import { fail, ok, type Result } from "../result";
import { type CertificateInfo, minimise, parseKeys } from "./certificate";
import { LIMITS } from "./limits";

export type DirectoryKeysCode = "not-a-key" | "wrong-address" | "too-large" | "unsupported";

export interface Wanted {
  /** Only user IDs of this address are kept, and keys without one are left out. Null: all that the key itself certifies. */
  readonly address: string | null;
  /** Only this key, in lower-case hex. */
  readonly fingerprint?: string;
  /** Key ids (16 lower-case hex digits) whose signatures on it are kept: those of the key it may replace. */
  readonly issuers?: readonly string[];
  /** How many keys at most; the first ones count. */
  readonly most?: number;
}

const MOST_KEYS = 8;

/**
 * The keys in an answer (binary or armored), each once, in the order given. Never an empty list. wrong-address: there are
 * keys, but none of those wanted. too-large: even the reduced key exceeds LIMITS.certificate.
 */
export async function directoryKeys(
  answer: Uint8Array,
  wanted: Wanted,
): Promise<Result<CertificateInfo[], DirectoryKeysCode>> {
  const { certificates } = readKeyringFile(answer);
  const found = new Map<string, CertificateInfo>();
  let code: DirectoryKeysCode = "not-a-key";
  for (const certificate of certificates.slice(0, 4 * MOST_KEYS)) {
    if (found.size >= (wanted.most ?? MOST_KEYS)) break;
    const info = await keyIn(certificate, wanted);
    if (!info.ok) code = info.code === "not-a-key" ? code : info.code;
    else if (!found.has(info.value.fingerprint)) found.set(info.value.fingerprint, info.value);
  }
  return found.size > 0 ? ok([...found.values()]) : fail(code);
}

async function keyIn(certificate: Uint8Array, wanted: Wanted): Promise<Result<CertificateInfo, DirectoryKeysCode>> {
  const bare = await prefilter(certificate, wanted.issuers ? { issuers: wanted.issuers } : {});
  if (bare.length > LIMITS.certificate) return fail("too-large");
  const parsed = await parseKeys(bare);
  if (!parsed.ok) return parsed;
  const [key] = parsed.value;
  if (wanted.fingerprint && key!.getFingerprint() !== wanted.fingerprint) return fail("wrong-address");
  const address = wanted.address && addressKey(wanted.address);
  const info = await minimise(key!, (found) => address === null || (found !== null && addressKey(found) === address));
  return address !== null && info.userIds.length === 0 ? fail("wrong-address") : ok(info);
}
