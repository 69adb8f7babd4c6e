// What a message's source has and the page may not: armor as it arrived, and files by name.
import { claimedFrom } from "../../../domain/claimed-from";
import { armorInText } from "../../../domain/inline-armor";
import { decodeBody, partsOf, readMime } from "../../../domain/mime/tree";
import { octetString } from "../../../domain/octets";

export interface SourceBlock {
  readonly kind: "message" | "signed";
  /** One character per octet. */
  readonly text: string;
  /** Charset of the text around it. */
  readonly charset: string;
  /** The addresses in the source's From. */
  readonly from: readonly string[];
}

/** The blocks of armor in a source's plain text, as they arrived. */
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

/** The content of the part with this name, for files the page has no link for. */
export function fileInSource(source: Uint8Array | null, name: string): Uint8Array | null {
  const read = source && readMime(source);
  if (!read?.ok) return null;
  const part = [...partsOf(read.value)].find(({ fileName }) => fileName?.trim() === name);
  return part ? decodeBody(part) : null;
}
