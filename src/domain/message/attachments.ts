// What a file of a message is: by the type it is sent as, and where there is none to see, by its name.
import { openPgpKindWithin } from "../mime/layers";
import { octetString } from "../mime/octets";
import type { Part } from "../mime/tree";

/**
 * What opening it means. message: a message of its own, read by `readMime` of its body. encrypted, signed, signature, keys:
 * OpenPGP material, which says nothing about the message it hangs on.
 */
export type AttachmentKind = "file" | "message" | "encrypted" | "signed" | "signature" | "keys";

/** By its type and its first octets. */
export function kindOf(part: Part): AttachmentKind {
  if (part.type === "message/rfc822" || part.type === "message/global") return "message";
  if (part.type === "multipart/encrypted") return "encrypted";
  if (isSigned(part)) return "signed";
  const kind = openPgpKindWithin(part);
  return kind === "clearsigned" ? "signed" : (kind ?? "file");
}

export const isSigned = (part: Part): boolean =>
  part.type === "multipart/signed" && part.params.get("protocol")?.toLowerCase() === "application/pgp-signature";

/** Of a file that a page lists, of which nothing else is known. */
export function kindByName(name: string): AttachmentKind {
  if (/\.sig$|^signature\.asc$/i.test(name)) return "signature";
  if (/^(?:0x[0-9a-f]{8,}|openpgp_0x[0-9a-f]+|.*(?:public|pub|key).*)\.asc$/i.test(name)) return "keys";
  return SEALED_NAME.test(name) ? "encrypted" : "file";
}

const SEALED_NAME = /\.(?:asc|pgp|gpg)$/i;

/** The name that the content of a sealed file has. */
export const nameInside = (name: string): string => name.replace(SEALED_NAME, "");

/** "report.pdf" for "report.pdf.sig". */
export const nameSigned = (name: string): string => name.replace(/\.(?:sig|asc|pgp|gpg)$/i, "");

/** The file that is the message, where the list holds it and what RFC 3156 puts beside it, and no more. */
export function messageFile(names: readonly string[]): string | null {
  const others = names.filter(
    (name) => !/^(?:PGP\/?MIME versions? identification|noname|version\.txt)$/i.test(name.trim()),
  );
  const [only] = others;
  return others.length === 1 && /^encrypted\.asc$|^message\.(?:asc|pgp|gpg)$/i.test(only!.trim()) ? only! : null;
}

/** What came out of a sealed file: "encrypted.asc" and the like hold mail; "plan.pdf.pgp" holds a file, whatever it begins with. */
export const isMail = (name: string, content: Uint8Array): boolean =>
  !/\.[a-z0-9]{1,8}$/i.test(name) &&
  /^(?:content-|mime-version|from|subject)[^\n]*:/im.test(octetString(content.subarray(0, 4096)));
