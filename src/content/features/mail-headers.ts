import { bringsKey } from "../../domain/discovery/autocrypt";
import { headerPart } from "../../domain/mime/headers";
import { octetString } from "../../domain/octets";
import { call } from "../../messages/call";
import { orGone } from "../dom/or-gone";

/** Most octets that "mail.headers" takes. */
const MOST = 262_144;

/** The header as a string with one character per octet. */
export const headerOf = (source: Uint8Array): string => headerPart(octetString(source.subarray(0, MOST)));

/**
 * Hands the header of a message whose source was fetched anyway to the background, for its Autocrypt keys. Returns a promise to
 * wait for if the header has a key, as that key may have signed this very message. Never rejects.
 */
export function noteSource(source: Uint8Array, gone: () => void): unknown {
  const headers = headerOf(source);
  const noted = call("mail.headers", { headers }).catch(orGone(gone));
  return bringsKey(headers) && noted;
}
