// What a message's header says besides From: when it was sent, and whether the reader's provider confirmed the From domain.
// Loaded when there is a header to read: the list of public suffixes is larger than the overlay itself.

import { claimedFrom } from "../../../domain/claimed-from";
import { addressesIn, dateOf, headerPart, readHeaders, topHeaders, valuesOf } from "../../../domain/mime/headers";
import { octetString } from "../../../domain/octets";
import { isVouchedFor } from "../../../domain/trace/vouched";

export interface SourceClaims {
  readonly sourceDate: number | null;
  readonly vouched: boolean;
  readonly claimed: readonly string[];
}

/** The most octets of a source searched for its header. */
const WITHIN = 262_144;

/** `header`: one character per octet. `from`: the sender as the page shows it. */
export function headerClaims(header: string, from: string | null): SourceClaims {
  const headers = readHeaders(header) ?? [];
  const fields = topHeaders(header).map(({ name, value }) => ({ name, body: value }));
  return {
    sourceDate: dateOf(headers),
    vouched: from !== null && isVouchedFor(fields, from),
    claimed: claimedFrom(headers),
  };
}

export const sourceClaims = (source: Uint8Array, from: string | null): SourceClaims =>
  headerClaims(headerPart(octetString(source.subarray(0, WITHIN))), from);

/**
 * Where the page will send an answer. An unreadable header or address becomes "", so that it counts as different from the
 * sender's. Empty: the header asks for no other address. Null: no header.
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
