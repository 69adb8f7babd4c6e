// How large a message will be once it is sealed, known while it is written.

const MIB = 1024 * 1024;

/** What the large providers take as attached files. */
export const SIZE_LIMIT = 25 * MIB;

/** Session keys, signature, headers of the parts: more than they ever are for a handful of people. */
const FRAME = 8192;

/** RFC 2045 6.8: lines of 76 letters with CR LF, for 57 octets each. */
const inBase64 = (octets: number): number => Math.ceil(octets / 57) * 78;

/** Our armor (base64.ts): lines of 64 letters with a line feed, for 48 octets each. */
const inArmor = (octets: number): number => Math.ceil(octets / 48) * 65;

/** Quoted-printable makes three letters of one octet at most; text is small beside files. */
const IN_QUOTED_PRINTABLE = 1.2;

/**
 * Octets of the sealed file for text and attachments of these lengths: each attachment in base64, everything encrypted, in
 * armor. Within a few per cent, never far below.
 */
export function sealedSize(textLength: number, attachments: readonly { readonly size: number }[]): number {
  const files = attachments.reduce((sum, { size }) => sum + inBase64(size) + 400, 0);
  return inArmor(files + Math.ceil(textLength * IN_QUOTED_PRINTABLE) + FRAME);
}

export const tooLarge = (size: number): boolean => size > SIZE_LIMIT;
