// Addresses whose domain has a label naming the key that mail to them must be encrypted to: Mesh strong internet names.
// draft-hallambaker-mesh-udf 3 (digests) and draft-hallambaker-mesh-architecture (the mm-- label).
import { type Address, parseAddress } from "../address";

/** Content type under which the digest of an OpenPGP key is taken. */
export const KEY_CONTENT_TYPE = "application/pgp-keys";

/** SHA-2-512 as the UDF's first octet, so that every such name begins with M. */
const SHA2_512 = 0x60;
const BASE_32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const GROUP = 4;
/** With fewer bits an attacker could generate a matching key. */
const LEAST_BITS = 96;
/** Seven groups, as Mesh tools write them, which fit well into a label. */
const USUAL_BITS = 140;
const LABEL = /^(?:mm|xx)--(.*)$/;
/** Groups of four with dashes between, or none at all. */
const WRITTEN = /^(?:[A-Z2-7]{4}(?:-[A-Z2-7]{4})*(?:-[A-Z2-7]{1,3})?|[A-Z2-7]+)$/;

export type StrongAddress =
  /** `deliverTo` is the address without the label, which is where mail really goes. */
  | { readonly is: "strong"; readonly udf: string; readonly deliverTo: Address }
  /** Too short to identify a key securely. */
  | { readonly is: "weak"; readonly udf: string; readonly deliverTo: Address }
  /** A binding label that cannot be read: nothing may be sent on a guess. */
  | { readonly is: "malformed"; readonly udf: string; readonly deliverTo: null };

/** Reads the binding label in an address's domain; null when there is no such label, or no address. */
export function parseStrongAddress(address: string): StrongAddress | null {
  const parsed = parseAddress(address);
  if (!parsed) return null;
  const at = parsed.lastIndexOf("@");
  const labels = parsed.slice(at + 1).split(".");
  const bound = labels.filter((label) => LABEL.test(label));
  if (bound.length === 0) return null;
  const udf = LABEL.exec(bound[0]!)![1]!.toUpperCase();
  const rest = labels.filter((label) => !LABEL.test(label)).join(".");
  const deliverTo = rest === "" ? null : parseAddress(parsed.slice(0, at + 1) + rest);
  const bits = bitsOf(udf);
  if (bound.length > 1 || !deliverTo || bits?.slice(0, 8) !== bitString([SHA2_512]))
    return { is: "malformed", udf, deliverTo: null };
  return { is: bits.length < LEAST_BITS ? "weak" : "strong", udf, deliverTo };
}

/** The address that mail really goes to: without a binding label. A label that cannot be read stays. */
export const deliveryAddress = (address: string): string => parseStrongAddress(address)?.deliverTo ?? address;

/**
 * The UDF of data: base32 of 0x60 and SHA-512(contentType ":" SHA-512(data)), cut to `bits` (a multiple of 20), with a dash
 * every four characters.
 */
export async function udfOf(contentType: string, data: Uint8Array<ArrayBuffer>, bits = USUAL_BITS): Promise<string> {
  const all = bitString(await udfOctets(contentType, data));
  return grouped(all.slice(0, bits));
}

/** Whether `udf`, of any precision, names this data as `application/pgp-keys`. A UDF that is too short matches nothing. */
export async function udfMatches(udf: string, data: Uint8Array<ArrayBuffer>): Promise<boolean> {
  const bits = bitsOf(udf.toUpperCase());
  if (!bits || bits.length < LEAST_BITS) return false;
  return bitString(await udfOctets(KEY_CONTENT_TYPE, data)).startsWith(bits);
}

/** The strong form of an address: the label in front of its domain, in lower case as domains are. */
export const strongAddress = (address: string, udf: string): string =>
  address.replace(/@([^@]*)$/, `@mm--${udf.toLowerCase()}.$1`);

/**
 * The body of the first packet of a certificate, which is its primary public key (RFC 9580 10.1, 4.2). Null when the data
 * does not begin with a public key packet of definite length.
 */
export function primaryKeyBody(certificate: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> | null {
  const tag = certificate[0] ?? 0;
  const header = (tag & 0x80) === 0 ? null : (tag & 0x40) === 0 ? oldHeader(certificate) : newHeader(certificate);
  if (!header || header.type !== PUBLIC_KEY) return null;
  const end = header.from + header.length;
  return end <= certificate.length ? certificate.slice(header.from, end) : null;
}

const PUBLIC_KEY = 6;

interface Header {
  readonly type: number;
  readonly from: number;
  readonly length: number;
}

/** RFC 9580 4.2.1: one, two or five octets. Keys must not have partial lengths (4.2.1.4). */
function newHeader(bytes: Uint8Array): Header | null {
  const type = bytes[0]! & 0x3f;
  const [, first = 255, second = 0] = bytes;
  if (first < 192) return { type, from: 2, length: first };
  if (first < 224) return { type, from: 3, length: ((first - 192) << 8) + second + 192 };
  return first === 255 ? { type, from: 6, length: numberAt(bytes, 2, 4) } : null;
}

/** RFC 9580 4.2.2: the low two bits give the size of the length; 3 means indeterminate. */
function oldHeader(bytes: Uint8Array): Header | null {
  const size = bytes[0]! & 3;
  if (size === 3) return null;
  return { type: (bytes[0]! & 0x3f) >> 2, from: 1 + 2 ** size, length: numberAt(bytes, 1, 2 ** size) };
}

const numberAt = (bytes: Uint8Array, from: number, count: number): number =>
  bytes.subarray(from, from + count).reduce((sum, octet) => sum * 256 + octet, 0);

async function udfOctets(contentType: string, data: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const inner = new Uint8Array(await crypto.subtle.digest("SHA-512", data));
  const prefix = new TextEncoder().encode(`${contentType}:`);
  const outer = new Uint8Array(await crypto.subtle.digest("SHA-512", new Uint8Array([...prefix, ...inner])));
  return new Uint8Array([SHA2_512, ...outer]);
}

const bitString = (bytes: Iterable<number>): string =>
  Array.from(bytes, (byte) => byte.toString(2).padStart(8, "0")).join("");

const grouped = (bits: string): string =>
  (bits.match(/.{5}/g) ?? [])
    .map((five) => BASE_32[Number.parseInt(five, 2)])
    .join("")
    .replace(new RegExp(`(.{${GROUP}})(?=.)`, "g"), "$1-");

/** The bits of a UDF; null when it is not well-formed. */
function bitsOf(udf: string): string | null {
  if (!WRITTEN.test(udf)) return null;
  return Array.from(udf.replaceAll("-", ""), (letter) => BASE_32.indexOf(letter).toString(2).padStart(5, "0")).join("");
}

/**
 * Whether the key of a strong address fits its label. match, mismatch: the key that would be sealed to. none: no key to
 * compare yet. weak, malformed: the label binds to nothing. Sealing needs "match", and mail to such an address is never sent
 * unencrypted.
 */
export interface StrongState {
  /** The UDF of the key, as in the label. */
  readonly wanted: string;
  readonly status: "match" | "mismatch" | "none" | "weak" | "malformed";
  /** The address without its label; null when the label cannot be read. */
  readonly deliverTo: string | null;
}
