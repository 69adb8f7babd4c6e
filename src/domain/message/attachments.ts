// What a file of a message is where its name is all there is to tell; by its type and content domain/mime/body tells it.
import type { Attachment } from "../mime/body";
import { octetString } from "../octets";

/** Of a file that a page lists, of which nothing else is known. */
export function kindByName(name: string): Attachment["kind"] {
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
