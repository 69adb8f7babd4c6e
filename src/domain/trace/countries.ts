// The country an address is registered in, from a table shipped with the extension, so that no server is asked.
// scripts/countries.ts makes it from public-domain data. Addresses that are not in the table stay unknown.
import { v4, v6 } from "./ip";

/**
 * The table as shipped: one octet number of countries, their two-letter codes, then for IPv4 and for IPv6 a varint number
 * of ranges and for each: varint gap since the end of the one before, varint length - 1, one octet country. IPv6 counts in
 * /48 networks. Varints are LEB128.
 */
export interface CountryTable {
  readonly codes: readonly string[];
  readonly v4: Ranges;
  readonly v6: Ranges;
}

interface Ranges {
  /** First and last number of each range, ascending. */
  readonly first: Float64Array;
  readonly last: Float64Array;
  readonly country: Uint8Array;
}

/** Throws RangeError when the table is incomplete: it is part of the package, so the package is broken. */
export function readCountries(bytes: Uint8Array): CountryTable {
  let at = 0;
  const octet = (): number => {
    const value = bytes[at++];
    if (value === undefined) throw new RangeError("country table ends early");
    return value;
  };
  const varint = (): number => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const part = octet();
      value += (part & 127) * scale;
      if (part < 128) return value;
    }
  };
  const ranges = (): Ranges => {
    const count = varint();
    const read = { first: new Float64Array(count), last: new Float64Array(count), country: new Uint8Array(count) };
    let end = 0;
    for (let i = 0; i < count; i++) {
      read.first[i] = end + varint();
      end = read.last[i] = read.first[i]! + varint();
      read.country[i] = octet();
    }
    return read;
  };
  const codes = Array.from({ length: octet() }, () => String.fromCharCode(octet(), octet()));
  return { codes, v4: ranges(), v6: ranges() };
}

/** ISO 3166 code of the country an address is registered in; null when the table has none. */
export function countryOf(ip: string, table: CountryTable): string | null {
  const four = v4(ip);
  if (four)
    return find(
      four.reduce((sum, part) => sum * 256 + part, 0),
      table.v4,
      table.codes,
    );
  const six = v6(ip);
  return six
    ? find(
        six.slice(0, 3).reduce((sum, group) => sum * 65_536 + group, 0),
        table.v6,
        table.codes,
      )
    : null;
}

function find(value: number, { first, last, country }: Ranges, codes: readonly string[]): string | null {
  let low = 0;
  let high = first.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (value < first[middle]!) high = middle - 1;
    else if (value > last[middle]!) low = middle + 1;
    else return codes[country[middle]!] ?? null;
  }
  return null;
}
