// Autocrypt Level 1 (autocrypt.org/level1.html): keys in the header of ordinary mail. Section names are the specification's.
// How far such a key is trusted is decided elsewhere, since anybody can write any header.
import { addressKey } from "../address";
import { addressesIn, dateOf, type HeaderField, mediaTypeOf, valuesOf } from "../mime/headers";
import { isAhead } from "../stamps";

/** One valid Autocrypt header. */
export interface AutocryptHeader {
  /** As returned by addressKey. */
  readonly address: string;
  readonly mutual: boolean;
  /** Transferable public key, not parsed yet. */
  readonly keydata: Uint8Array<ArrayBuffer>;
}

/** What a message's header says about its sender's key. */
export interface AutocryptNews {
  readonly address: string;
  /** Effective date, milliseconds: that of the Date field, never later than now. */
  readonly at: number;
  /** Null: the message had no valid one, or several. */
  readonly header: AutocryptHeader | null;
}

/** The state kept for one address; keys by fingerprint, times in milliseconds. */
export interface PeerState {
  readonly lastSeen: number | null;
  readonly autocryptAt: number | null;
  readonly publicKey: string | null;
  readonly mutual: boolean;
  readonly gossipAt: number | null;
  readonly gossipKey: string | null;
}

export const NO_PEER: PeerState = {
  lastSeen: null,
  autocryptAt: null,
  publicKey: null,
  mutual: false,
  gossipAt: null,
  gossipKey: null,
};

/** Characters of base64: far more than any key for mail has, and within the header limit. */
const MAX_KEYDATA = 180_000;

/**
 * Reads one header ("The Autocrypt Header"). Null when it must not be used: an unknown attribute that does not begin with "_"
 * is critical, keydata must be last, and no attribute may occur twice.
 */
export function parseAutocrypt(value: string): AutocryptHeader | null {
  const attributes = new Map<string, string>();
  const parts = value.split(";").map((part) => part.trim());
  if (parts.at(-1) === "") parts.pop();
  for (const [at, part] of parts.entries()) {
    const equals = part.indexOf("=");
    const name = part.slice(0, Math.max(equals, 0)).trim();
    if (equals < 1 || attributes.has(name)) return null;
    if (!["addr", "prefer-encrypt", "keydata"].includes(name) && !name.startsWith("_")) return null;
    if (name === "keydata" && at !== parts.length - 1) return null;
    attributes.set(name, part.slice(equals + 1).trim());
  }
  const address = attributes.get("addr") ?? "";
  const keydata = decoded(attributes.get("keydata") ?? "");
  if (!address.includes("@") || !keydata) return null;
  return { address: addressKey(address), mutual: attributes.get("prefer-encrypt") === "mutual", keydata };
}

function decoded(base64: string): Uint8Array<ArrayBuffer> | null {
  const text = base64.replace(/[ \t\r\n]/g, "");
  if (text === "" || text.length > MAX_KEYDATA || !/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return null;
  try {
    return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
  } catch {
    return null; // not a multiple of four
  }
}

/**
 * Reads a message's header ("Updating Autocrypt Peer State"). Null when it must not change anything: reports from mail
 * systems, and mail not from exactly one address. More than one valid Autocrypt header counts as none.
 */
export function readAutocrypt(fields: readonly HeaderField[], now: number): AutocryptNews | null {
  const from = valuesOf(fields, "from");
  const senders = from.length === 1 ? addressesIn(from[0]!) : null;
  if (senders?.length !== 1 || mediaTypeOf(fields) === "multipart/report") return null;
  const address = addressKey(senders[0]!);
  const valid = valuesOf(fields, "autocrypt")
    .map(parseAutocrypt)
    .filter((header) => header?.address === address);
  return { address, at: effectiveDate(dateOf(fields), now), header: valid.length === 1 ? valid[0]! : null };
}

/** A cheap test, before parsing, whether a header (one character per octet) may hold its sender's key. */
export const bringsKey = (header: string): boolean => /^autocrypt[ \t]*:/im.test(header);

/** The sending date, or the time of receipt if that date is missing or in the future. */
export const effectiveDate = (sent: number | null, now: number): number => (sent === null ? now : Math.min(sent, now));

/**
 * The keys that a message gossips ("Key Gossip"), from the header inside the encryption. Only keys of the message's own
 * recipients, or of those a reply goes to, count; two keys for one address count as none.
 */
export function readGossip(inner: readonly HeaderField[], recipients: readonly string[]): AutocryptHeader[] {
  const allowed = new Set(recipients.map(addressKey));
  const valid = valuesOf(inner, "autocrypt-gossip").flatMap((value) => {
    const header = parseAutocrypt(value);
    return header && allowed.has(header.address) ? [header] : [];
  });
  return valid.filter(({ address }) => valid.filter((other) => other.address === address).length === 1);
}

/**
 * Drops effective dates in the future: they were recorded while the clock ran ahead, and no message would count as newer
 * until then.
 */
export function withoutAhead(peer: PeerState, now: number): PeerState {
  const ahead = (["lastSeen", "autocryptAt", "gossipAt"] as const).filter((name) => isAhead(peer[name] ?? 0, now));
  return ahead.length === 0 ? peer : { ...peer, ...Object.fromEntries(ahead.map((name) => [name, null])) };
}

/** The peer's state after a message from it; `key` is the fingerprint of the usable key in its one header, null for none. */
export function afterMessage(peer: PeerState, at: number, key: string | null, mutual: boolean): PeerState {
  if (peer.autocryptAt !== null && at < peer.autocryptAt) return peer;
  const seen = { ...peer, lastSeen: Math.max(peer.lastSeen ?? at, at) };
  return key === null ? seen : { ...seen, autocryptAt: at, publicKey: key, mutual };
}

/** The peer's state after a message to several people that gossiped its key. */
export function afterGossip(peer: PeerState, at: number, key: string): PeerState {
  if (peer.gossipAt !== null && at < peer.gossipAt) return peer;
  return { ...peer, gossipAt: at, gossipKey: key };
}

export type Advice = "disable" | "discourage" | "available" | "encrypt";

const STALE = 35 * 24 * 3600 * 1000;

/**
 * Whether to encrypt to one peer ("Provide a recommendation for message encryption"), and with which key. `usable` tells
 * whether a key can be sealed to now.
 */
export function recommend(
  peer: PeerState,
  usable: (fingerprint: string) => boolean,
  { replyToEncrypted = false, ownMutual = false } = {},
): { readonly advice: Advice; readonly key: string | null } {
  const key = [peer.publicKey, peer.gossipKey].find((found) => found !== null && usable(found)) ?? null;
  if (key === null) return { advice: "disable", key };
  const direct = key === peer.publicKey;
  const stale = direct && (peer.lastSeen ?? 0) - (peer.autocryptAt ?? 0) > STALE;
  const preliminary = direct && !stale ? "available" : "discourage";
  if (replyToEncrypted) return { advice: "encrypt", key };
  const agreed = preliminary === "available" && peer.mutual && ownMutual;
  return { advice: agreed ? "encrypt" : preliminary, key };
}
