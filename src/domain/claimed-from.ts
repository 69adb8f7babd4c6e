import { addressesIn, type HeaderField, valuesOf } from "./mime/headers";

/**
 * Every address that the From fields of a header claim. One that cannot be parsed is returned as it stands: it is not the one a
 * page shows, whatever it is.
 */
export const claimedFrom = (headers: readonly HeaderField[]): string[] =>
  valuesOf(headers, "from").flatMap((value) => addressesIn(value) ?? [value.slice(0, 500)]);
