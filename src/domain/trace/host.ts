// Host names as a Received line writes them.
import { octetsOf } from "../octets";
import { IPV4 } from "./ip";

/** RFC 1035 2.3.4 allows 255; brackets and a final dot may be added. */
const MAX_HOST = 256;

export const isHost = (word: string): boolean =>
  word.length <= MAX_HOST && (/^\[?\w[\w.:-]*\]?\.?,?$/.test(word) || word.startsWith("["));

/**
 * An internationalised name (RFC 6531 3.7.3) in its ASCII form, empty if it has none. In Unicode it could look like another
 * name or reverse the text around it.
 */
export function asciiHost(word: string): string {
  if (/^[\x20-\x7e]*$/.test(word)) return word;
  // Header text has one character per octet.
  const octets = /^[\0-\xff]*$/.test(word);
  const name = octets ? new TextDecoder().decode(octetsOf(word)) : word;
  return URL.parse(`http://${name.replace(/^\[|\]$/g, "")}/`)?.hostname ?? "";
}

export const bareHost = (word: string): string => word.replaceAll(/^\[|[\].,]+$/g, "").toLowerCase();

/** Null for anything that is not a name: "unknown", an IP address, an overlong text. */
export const hostOrNull = (word: string | undefined): string | null => {
  if (!word || /^unknown$|^unverified$|=/i.test(word)) return null;
  const host = bareHost(asciiHost(word.slice(word.lastIndexOf("@") + 1).replace(/^\/+/, "")));
  return host.length <= MAX_HOST && /^\w(?:[\w.-]*\w)?$/.test(host) && !IPV4.test(host) ? host : null;
};
