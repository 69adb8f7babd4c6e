// What the header of a message says beside its From: when it was sent, and whether the reader's provider found it to be from
// there. Loaded when there is a header to read: the list of public suffixes is larger than the overlay itself.
import { addressesIn, dateOf, headerPart, readHeaders, topHeaders, valuesOf } from "../../../domain/mime/headers";
import { octetString } from "../../../domain/mime/octets";
import { toldFrom } from "../../../domain/told-from";
import { isVouchedFor } from "../../../domain/trace/vouched";
import type { Request } from "../../../messages/calls";

export type SourceSays = Required<Pick<Request<"message.verify">, "sourceDate" | "vouched">> & {
  readonly told: readonly string[];
};

/** As much of a source as its header may take. */
const WITHIN = 262_144;

/** `head`: one character an octet. `from`: whom the page shows as the sender. */
export function headSays(head: string, from: string | null): SourceSays {
  const headers = readHeaders(head) ?? [];
  const fields = topHeaders(head).map(({ name, value }) => ({ name, body: value }));
  return { sourceDate: dateOf(headers), vouched: from !== null && isVouchedFor(fields, from), told: toldFrom(headers) };
}

export const sourceSays = (source: Uint8Array, from: string | null): SourceSays =>
  headSays(headerPart(octetString(source.subarray(0, WITHIN))), from);

/**
 * Where the page will send an answer. What cannot be read is an address of nobody, so that it counts as another than the
 * sender's. Empty: it asks for nobody else. Null: there is no header to tell.
 */
export function answersGoTo(header: string | Uint8Array | null): string[] | null {
  if (header === null) return null;
  const head = typeof header === "string" ? header : octetString(header.subarray(0, WITHIN));
  const fields = readHeaders(headerPart(head));
  if (!fields) return [""];
  return ["reply-to", "mail-followup-to", "mail-reply-to"].flatMap((name) =>
    valuesOf(fields, name).flatMap((value) => addressesIn(value) ?? [""]),
  );
}
