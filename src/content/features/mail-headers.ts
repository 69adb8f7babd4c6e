import { bringsKey } from "../../domain/discovery/autocrypt";
import { headerPart } from "../../domain/mime/headers";
import { octetString } from "../../domain/octets";
import { call } from "../../messages/call";
import { orGone } from "../dom/or-gone";

/** What "mail.headers" takes at most, in octets. */
const MOST = 262_144;

/** One character an octet. */
export const headerOf = (source: Uint8Array): string => headerPart(octetString(source.subarray(0, MOST)));

/**
 * Hands the header of a message whose source was fetched anyway to the background, for the Autocrypt keys in it. Gives what
 * to wait for where there is one: it may have signed this very message. Never rejects.
 */
export function noteSource(source: Uint8Array, gone: () => void): unknown {
  const headers = headerOf(source);
  const noted = call("mail.headers", { headers }).catch(orGone(gone));
  return bringsKey(headers) && noted;
}
