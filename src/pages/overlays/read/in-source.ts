// What the source of a message has where the page shows less: armor as it arrived, and files by their names.
import { claimedFrom } from "../../../domain/claimed-from";
import { armorInText } from "../../../domain/inline-armor";
import { decodeBody, partsOf, readMime } from "../../../domain/mime/tree";
import { octetString } from "../../../domain/octets";

export interface SourceBlock {
  readonly kind: "message" | "signed";
  /** One character an octet. */
  readonly text: string;
  /** Of the text it stands in. */
  readonly charset: string;
  /** From as the source has it. */
  readonly from: readonly string[];
}

/** The blocks of armor in the plain text of a source, as they arrived. */
export function blocksIn(source: Uint8Array): SourceBlock[] {
  const read = readMime(source);
  if (!read.ok) return [];
  const from = claimedFrom(read.value.headers);
  return [...partsOf(read.value)]
    .filter((part) => part.type === "text/plain" && part.children.length === 0)
    .flatMap((part) =>
      armorInText(octetString(decodeBody(part))).flatMap(({ kind, text }): SourceBlock[] =>
        kind === "message" || kind === "signed"
          ? [{ kind, text, charset: part.params.get("charset") ?? "", from }]
          : [],
      ),
    );
}

/** The content of the part of this name, where the page has no link for it. */
export function fileInSource(source: Uint8Array | null, name: string): Uint8Array | null {
  const read = source && readMime(source);
  if (!read?.ok) return null;
  const part = [...partsOf(read.value)].find(({ fileName }) => fileName?.trim() === name);
  return part ? decodeBody(part) : null;
}
