import { headerPart } from "../../domain/mime/headers";
import { octetString } from "../../domain/mime/octets";
import { call, ExtensionGone } from "../../messages/call";

/** What "mail.headers" takes at most, in octets. */
const MOST = 262_144;

/** Hands the header of a message whose source was fetched anyway to the background, for the Autocrypt keys in it. */
export function noteSource(source: Uint8Array, gone: () => void): void {
  const headers = headerPart(octetString(source.subarray(0, MOST)));
  call("mail.headers", { headers }).catch((error: unknown) => {
    if (error instanceof ExtensionGone) gone();
  });
}
