import type { Insert } from "../../../../messages/page-calls";
import { saveFile } from "../../../components/save-file";
import { t } from "../../../i18n";
import { OUTER_SUBJECT, type Written } from "../state/composition";
import type { Shape } from "../state/shape";

type Parts = Pick<Insert, "text" | "files" | "subject">;

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

/**
 * The shape PGP/MIME has after Exchange: readers know it by these very names, types and this order. In lower case, since
 * FlowCrypt knows the first by that spelling alone and the others by any.
 */
const sealedFiles = (armored: string) => [
  { name: "PGPMIME version identification", type: "application/pgp-encrypted", bytes: bytesOf("Version: 1\r\n") },
  { name: "encrypted.asc", type: "application/octet-stream", bytes: bytesOf(armored) },
];

/** What goes into the page of a sealed message, or of a signed one. */
export function sealedParts(armored: string, shape: Shape, written: Written): Parts {
  if (shape === "mime")
    return {
      text: t("sealed_body"),
      files: sealedFiles(armored),
      subject: written.pageSubject.value.taken ? OUTER_SUBJECT : null,
    };
  return { text: armored, files: [], subject: pageSubjectOf(written) };
}

/** For the user to attach where the page did not take it from us. */
export function saveSealed({ files }: Parts): void {
  const { name, type, bytes } = files.at(-1)!;
  saveFile(name, bytes, type);
}

/** Everything as it was written, readable by all: only after the user has said so. */
export async function clearParts(written: Written): Promise<Parts> {
  const files = await Promise.all(
    written.attachments.value.map(async ({ name, type, blob }) => ({
      name,
      type,
      bytes: new Uint8Array(await blob.arrayBuffer()),
    })),
  );
  return { text: written.text.value, files, subject: pageSubjectOf(written) };
}

const pageSubjectOf = (written: Written): string | null =>
  written.pageSubject.value.taken ? written.subject.value : null;
