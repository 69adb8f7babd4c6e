// The recipients a message names: in its protected header, which a signature covers (RFC 9788), and in the mail around it.
import { addressKey, type Person } from "../address";
import { addressesIn, type HeaderField, valuesOf } from "./headers";
import { peopleIn } from "./people";
import type { ProtectedHeaders } from "./protected";

/** All addresses in To, Cc and Bcc of a header; null if one of them cannot be read. */
export function addressedTo(fields: readonly HeaderField[]): string[] | null {
  const lists = ["to", "cc", "bcc"].flatMap((name) => valuesOf(fields, name)).map(addressesIn);
  return lists.includes(null) ? null : lists.flatMap((list) => list ?? []);
}

/**
 * The recipients in the signed header, if a reader would expect others: none of the reader's `own` addresses is among them,
 * and not everybody named by the mail around it (or nobody is named there). Mail to aliases or lists and hidden copies name
 * the same recipients inside and outside. Empty: nothing to report.
 */
export function signedFor(
  headers: ProtectedHeaders,
  outside: readonly string[],
  own: readonly string[],
): readonly Person[] {
  const lists = ["to", "cc"].flatMap((name) => valuesOf(headers.fields, name)).map(peopleIn);
  if (lists.includes(null)) return [];
  const named = new Map(lists.flatMap((list) => list ?? []).map((person) => [addressKey(person.address), person]));
  const isNamed = (address: string): boolean => named.has(addressKey(address));
  if (own.some(isNamed) || (outside.length > 0 && outside.every(isNamed))) return [];
  return [...named.values()];
}
