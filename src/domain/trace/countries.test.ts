import { beforeAll, describe, expect, it } from "vitest";
import { packCountries } from "../../../scripts/countries";
import { type CountryTable, countryOf, readCountries } from "./countries";

describe("countries", () => {
  let bytes: Uint8Array;
  let table: CountryTable;
  beforeAll(() => {
    bytes = packCountries();
    table = readCountries(bytes);
  });

  it("keeps its budget of 1.5 MB", () => {
    expect(bytes.length).toBeGreaterThan(500_000);
    expect(bytes.length).toBeLessThan(1_500_000);
  });

  // Registrations that have not moved in decades: RIPE NCC's own, the French and German research networks, Japan's WIDE.
  it.each([
    ["193.0.6.139", "NL"],
    ["193.51.24.1", "FR"],
    ["141.84.0.1", "DE"],
    ["203.178.128.1", "JP"],
    ["2001:67c:2e8:22::c100:68b", "NL"],
    ["2001:200::1", "JP"],
  ])("%s is registered in %s", (ip, country) => {
    expect(countryOf(ip, table)).toBe(country);
  });

  it.each(["10.0.0.1", "127.0.0.1", "0.0.0.0", "255.255.255.255", "::1", "fe80::1", "2001:db8::1", "mail.example", ""])(
    "%j is in no country",
    (ip) => {
      expect(countryOf(ip, table)).toBeNull();
    },
  );

  it("a table cut short is refused", () => {
    expect(() => readCountries(bytes.subarray(0, bytes.length - 1))).toThrow(RangeError);
  });
});
