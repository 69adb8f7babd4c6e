// Parts of requests that several calls share.
import * as v from "valibot";
import { GRADES } from "../../domain/privacy/index-types";

export const address = v.pipe(v.string(), v.maxLength(254), v.includes("@"));
export const addresses = v.pipe(v.array(address), v.maxLength(500));
/** A random id: of a ticket, a draft, an overlay. */
export const uuid = v.pipe(v.string(), v.uuid());
export const fingerprint = v.pipe(v.string(), v.regex(/^[0-9a-f]{40}([0-9a-f]{24})?$/));
export const text = v.string();
export const shortText = v.pipe(v.string(), v.maxLength(2000));
export const passphrase = v.pipe(v.string(), v.maxLength(1000));
export const octets = v.instance(Uint8Array);
/** A key in a file: armored text or binary. */
export const keyFile = v.union([text, octets]);
/** Which own key acts: `from`, that of the page's From address (null: unknown), or `as`, chosen by the user for this message. */
export const speaking = { from: v.nullable(address), as: v.optional(fingerprint) };

/** The webmail's id of a message or conversation, opaque to us. */
export const name = v.pipe(v.string(), v.minLength(1), v.maxLength(500));
export const grade = v.picklist(GRADES);
/** No field, for calls that ask for nothing. */
export const nothing = v.object({});
