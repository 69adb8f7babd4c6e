// Host names as a Received line writes them.
import { octetsOf } from "../octets";
import { IPV4 } from "./ip";

/** RFC 1035 2.3.4, with brackets and a final dot. */
const MAX_HOST = 256;

export const isHost = (word: string): boolean =>
  word.length <= MAX_HOST && (/^\[?\w[\w.:-]*\]?\.?,?$/.test(word) || word.startsWith("["));

/**
 * An internationalised name (RFC 6531 3.7.3) in its ASCII form, empty when it has none: written out, it could be taken for
 * another name, or turn the text around it.
 */
export function asciiHost(word: string): string {
  if (/^[\x20-\x7e]*$/.test(word)) return word;
  // Header text comes one character an octet.
  const octets = /^[\0-\xff]*$/.test(word);
  const name = octets ? new TextDecoder().decode(octetsOf(word)) : word;
  return URL.parse(`http://${name.replace(/^\[|\]$/g, "")}/`)?.hostname ?? "";
}

export const bareHost = (word: string): string => word.replaceAll(/^\[|[\].,]+$/g, "").toLowerCase();

/** Null for what is no name: "unknown", an address, anything too long. */
export const hostOrNull = (word: string | undefined): string | null => {
  if (!word || /^unknown$|^unverified$|=/i.test(word)) return null;
  const host = bareHost(asciiHost(word.slice(word.lastIndexOf("@") + 1).replace(/^\/+/, "")));
  return host.length <= MAX_HOST && /^\w(?:[\w.-]*\w)?$/.test(host) && !IPV4.test(host) ? host : null;
};
