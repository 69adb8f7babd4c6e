// The header as it was signed (RFC 6376 3.7, 5.4.2).
import { octetsOf } from "../octets";
import { canonicalField } from "./canonical";
import type { RawField } from "./message";
import type { DkimSignature } from "./signature";

/**
 * What the signature in `own`, one of `fields`, was made over. Of a name that h= has several times the lowest field comes
 * first; a name it has more often than the message stands for nothing, so that a field added later breaks the signature.
 */
export function signedHeader(
  fields: readonly RawField[],
  own: RawField,
  { fields: names, canonicalization }: Pick<DkimSignature, "fields" | "canonicalization">,
): Uint8Array<ArrayBuffer> {
  const form = canonicalization.header;
  const parts = chosenFields(fields, own, names).map((field) => `${canonicalField(field, form)}\r\n`);
  parts.push(canonicalField({ raw: withoutValue(own.raw) }, form));
  return octetsOf(parts.join(""));
}

function chosenFields(fields: readonly RawField[], own: RawField, names: readonly string[]): RawField[] {
  const left = new Map<string, RawField[]>();
  for (const field of fields) if (field !== own) left.set(field.name, [...(left.get(field.name) ?? []), field]);
  return names.flatMap((name) => left.get(name)?.pop() ?? []);
}

/** The field with nothing for its b= (3.5), all white space around the value gone, too. */
function withoutValue(raw: string): string {
  const colon = raw.indexOf(":") + 1;
  const tags = raw.slice(colon).split(";");
  return raw.slice(0, colon) + tags.map((tag) => /^[ \t\r\n]*b[ \t\r\n]*=/.exec(tag)?.[0] ?? tag).join(";");
}

/** Fields that change what a reader sees; a message has each once (RFC 5322 3.6, RFC 2045 for those of MIME). */
const SHOWN: readonly string[] = [
  ...["from", "reply-to", "to", "cc", "subject", "date"],
  ...["content-type", "content-transfer-encoding"],
];

/** Whether one of them occurs twice: one may be signed and the other shown (8.15). */
export function hasTwice(fields: readonly { readonly name: string }[]): boolean {
  const names = fields.map(({ name }) => name.toLowerCase()).filter((name) => SHOWN.includes(name));
  return new Set(names).size < names.length;
}

/** Names of the visible fields that the signature does not cover. */
export const uncovered = (fields: readonly RawField[], names: readonly string[]): string[] =>
  SHOWN.filter((name) => fields.some((field) => field.name === name) && !names.includes(name));
