// Packs the public-domain list of address ranges by country (package @ip-location-db/asn-country) into the table that the
// extension ships (format: src/domain/trace/countries.ts). Called by the build.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

type Row = readonly [first: number, last: number, country: string];

const folder = (): string => createRequire(import.meta.url).resolve("@ip-location-db/asn-country/package.json");

/** `shift` bits are dropped from each number, so that IPv6 fits a double. */
function rows(family: "ipv4" | "ipv6", shift: bigint): Row[] {
  const text = readFileSync(folder().replace("package.json", `asn-country-${family}-num.csv`), "utf8");
  const merged: [number, number, string][] = [];
  for (const line of text.trim().split("\n")) {
    const [start, end, country] = line.split(",") as [string, string, string];
    const [first, last] = [Number(BigInt(start) >> shift), Number(BigInt(end) >> shift)];
    const before = merged.at(-1);
    // Two holders may share one /48; the first keeps it.
    if (before && first <= before[1] + (before[2] === country ? 1 : 0)) {
      if (before[2] === country) before[1] = Math.max(before[1], last);
      else if (last > before[1]) merged.push([before[1] + 1, last, country]);
    } else merged.push([first, last, country]);
  }
  return merged;
}

export function packCountries(): Uint8Array {
  const families = [rows("ipv4", 0n), rows("ipv6", 80n)];
  const codes = [...new Set(families.flat().map(([, , country]) => country))].sort();
  const bytes: number[] = [codes.length, ...codes.flatMap((code) => [code.charCodeAt(0), code.charCodeAt(1)])];
  const varint = (value: number): void => {
    let rest = value;
    for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128);
    bytes.push(rest);
  };
  for (const family of families) {
    varint(family.length);
    let end = 0;
    for (const [first, last, country] of family) {
      varint(first - end);
      varint(last - first);
      bytes.push(codes.indexOf(country));
      end = last;
    }
  }
  return Uint8Array.from(bytes);
}
