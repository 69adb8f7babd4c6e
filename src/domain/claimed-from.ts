import { addressesIn, type HeaderField, valuesOf } from "./mime/headers";

/**
 * Every address that the From fields of a header claim. One that cannot be parsed is returned as written, so that it differs
 * from the address a page shows.
 */
export const claimedFrom = (headers: readonly HeaderField[]): string[] =>
  valuesOf(headers, "from").flatMap((value) => addressesIn(value) ?? [value.slice(0, 500)]);
