// Tells what a file of a message is by its name alone; domain/mime/body.ts judges by type and content.
import type { Attachment } from "../mime/body";
import { octetString } from "../octets";

/** The kind of a file that a page lists by its name only. */
export function kindByName(name: string): Attachment["kind"] {
  if (/\.sig$|^signature\.asc$/i.test(name)) return "signature";
  if (/^(?:0x[0-9a-f]{8,}|openpgp_0x[0-9a-f]+|.*(?:public|pub|key).*)\.asc$/i.test(name)) return "keys";
  return SEALED_NAME.test(name) ? "encrypted" : "file";
}

const SEALED_NAME = /\.(?:asc|pgp|gpg)$/i;

/** The name of a sealed file's content. */
export const nameInside = (name: string): string => name.replace(SEALED_NAME, "");

/** "report.pdf" for "report.pdf.sig". */
export const nameSigned = (name: string): string => name.replace(/\.(?:sig|asc|pgp|gpg)$/i, "");

/** The file that is the sealed message, if the list holds only that and the other part of RFC 3156; else null. */
export function messageFile(names: readonly string[]): string | null {
  const others = names.filter(
    (name) => !/^(?:PGP\/?MIME versions? identification|noname|version\.txt)$/i.test(name.trim()),
  );
  const [only] = others;
  return others.length === 1 && /^encrypted\.asc$|^message\.(?:asc|pgp|gpg)$/i.test(only!.trim()) ? only! : null;
}

/**
 * Whether the content of a sealed file is mail: "encrypted.asc" and the like hold mail; "plan.pdf.pgp" holds a file, whatever
 * it begins with. `name`: as returned by `nameInside`.
 */
export const isMail = (name: string, content: Uint8Array): boolean =>
  !/\.[a-z0-9]{1,8}$/i.test(name) &&
  /^(?:content-|mime-version|from|subject)[^\n]*:/im.test(octetString(content.subarray(0, 4096)));
