// DNS records that name a key by its fingerprint and say where to fetch it: CERT IPGP (RFC 4398 2.1, 3.3) and the older PKA
// TXT record, which GnuPG used to read. Also CERT PGP, which holds the key itself.
import { toHex } from "../octets";

export interface KeyPointer {
  /** Lower-case hex: 40 digits, or 64 for a v6 key. */
  readonly fingerprint: string;
  /** Null if the record has no usable URI: only https is accepted. */
  readonly uri: string | null;
}

/** RFC 4398 2.1. */
const PGP = 3;
const IPGP = 6;

/**
 * Reads the RDATA of one CERT record: the key (binary, transferable public key) or a pointer to it. Null for other kinds of
 * certificates, for damage, and for a pointer without a fingerprint.
 */
export function readCert(rdata: Uint8Array): { key: Uint8Array } | { pointer: KeyPointer } | null {
  // type, key tag, algorithm: 2 + 2 + 1 octets; tag and algorithm mean nothing for OpenPGP.
  if (rdata.length <= 5) return null;
  const type = rdata[0]! * 256 + rdata[1]!;
  const data = rdata.subarray(5);
  if (type === PGP) return { key: data };
  const octets = data[0]!;
  if (type !== IPGP || (octets !== 20 && octets !== 32) || data.length < 1 + octets) return null;
  const uri = new TextDecoder().decode(data.subarray(1 + octets));
  return { pointer: { fingerprint: toHex(data.subarray(1, 1 + octets)), uri: httpsOrNull(uri) } };
}

const PKA = /^v=pka1;fpr=([0-9a-fA-F]{40})(?:;uri=(.*))?$/s;

/** Reads the RDATA of one TXT record: `v=pka1;fpr=...;uri=...` in exactly this order. Null for other texts. */
export function readPka(rdata: Uint8Array): KeyPointer | null {
  const match = PKA.exec(joined(rdata));
  return match && { fingerprint: match[1]!.toLowerCase(), uri: httpsOrNull(match[2] ?? "") };
}

/** Character strings of RFC 1035 3.3.14: a length octet before each. */
function joined(rdata: Uint8Array): string {
  const text: number[] = [];
  for (let at = 0; at < rdata.length; at += 1 + rdata[at]!) text.push(...rdata.subarray(at + 1, at + 1 + rdata[at]!));
  return new TextDecoder().decode(Uint8Array.from(text));
}

function httpsOrNull(uri: string): string | null {
  const url = uri.length > 1024 ? null : URL.parse(uri);
  if (url?.protocol !== "https:") return null;
  url.hash = "";
  return url.href;
}
