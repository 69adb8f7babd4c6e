// Tag lists, the form of a DKIM-Signature field and of a key record (RFC 6376 3.2).
import { octetsOf } from "../octets";

/** Longer ones are nobody's signature: 8192 bits are 1400 characters. */
const MAX_LENGTH = 16_384;
const NAME = /^[A-Za-z][A-Za-z0-9_]*$/;
/** FWS, as 2.8 takes it in: the line breaks of a folded field are part of it. */
const OUTER = /^[ \t\r\n]+|[ \t\r\n]+$/g;

/**
 * Values by the names of their tags, in order, without the white space around them. Names tell case. Null when it is no tag
 * list: a name twice makes the whole of it invalid (3.2), so that nobody reads the other one.
 */
export function readTagList(text: string): ReadonlyMap<string, string> | null {
  if (text.length > MAX_LENGTH) return null;
  const parts = text.split(";");
  // The last tag may end in a semicolon.
  if (parts.at(-1)!.replace(OUTER, "") === "") parts.pop();
  const tags = new Map<string, string>();
  for (const part of parts) {
    const equals = part.indexOf("=");
    const name = part.slice(0, Math.max(0, equals)).replace(OUTER, "");
    if (!NAME.test(name) || tags.has(name)) return null;
    tags.set(name, part.slice(equals + 1).replace(OUTER, ""));
  }
  return tags;
}

/** Items of a list with colons between them, white space around each gone. */
export const itemsOf = (value: string): string[] => value.split(":").map((item) => item.replace(OUTER, ""));

/**
 * What base64 (RFC 4648 4) with white space anywhere in it stands for; null when it is none, or not as an encoder writes it
 * (3.5), so that one value has one form. Empty is no value either.
 */
export function fromFoldedBase64(value: string): Uint8Array<ArrayBuffer> | null {
  const bare = value.replace(/[ \t\r\n]+/g, "");
  if (bare.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(bare)) return null;
  const binary = atob(bare);
  return btoa(binary) === bare ? octetsOf(binary) : null;
}
