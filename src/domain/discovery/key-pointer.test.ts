import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readCert, readPka } from "./key-pointer";

const PRINT = "0123456789abcdef0123456789abcdef01234567";
const URI = "https://example.org/key.asc";
const bytes = (text: string): number[] => [...new TextEncoder().encode(text)];
const hex = (text: string): number[] => [...Buffer.from(text, "hex")];
const cert = (type: number, ...data: number[]): Uint8Array => Uint8Array.of(0, type, 0, 0, 0, ...data);
const ipgp = (print: string, uri: string): Uint8Array => cert(6, print.length / 2, ...hex(print), ...bytes(uri));
const txt = (...strings: string[]): Uint8Array =>
  Uint8Array.from(strings.flatMap((text) => [bytes(text).length, ...bytes(text)]));

describe("a CERT record", () => {
  it("of type PGP holds the key", () => {
    expect(readCert(cert(3, 0x99, 1, 2))).toEqual({ key: Uint8Array.of(0x99, 1, 2) });
  });

  it("of type IPGP names a key and where it is, for v4 and v6 keys", () => {
    expect(readCert(ipgp(PRINT, URI))).toEqual({ pointer: { fingerprint: PRINT, uri: URI } });
    const v6 = "ab".repeat(32);
    expect(readCert(ipgp(v6, ""))).toEqual({ pointer: { fingerprint: v6, uri: null } });
  });

  it.each([
    ["of X.509", cert(1, 1, 2, 3)],
    ["with a URL but no fingerprint", cert(6, 0, ...bytes(URI))],
    ["with half a fingerprint", ipgp(PRINT.slice(0, 20), URI)],
    ["cut inside the fingerprint", ipgp(PRINT, URI).subarray(0, 12)],
    ["without data", cert(3)],
    ["that is empty", new Uint8Array()],
  ])("%s names no key", (_name, rdata) => {
    expect(readCert(rdata)).toBeNull();
  });

  it.each([
    "http://example.org/key.asc",
    "ftp://example.org/k",
    "javascript:alert(1)",
    "data:,x",
    "/key.asc",
    "finger:x",
  ])("never leads to %s", (uri) => {
    expect(readCert(ipgp(PRINT, uri))).toEqual({ pointer: { fingerprint: PRINT, uri: null } });
  });
});

describe("a PKA record", () => {
  it("names a key and where it is, in one string or several", () => {
    const pointer = { fingerprint: PRINT, uri: URI };
    expect(readPka(txt(`v=pka1;fpr=${PRINT};uri=${URI}`))).toEqual(pointer);
    expect(readPka(txt(`v=pka1;fpr=${PRINT.toUpperCase()};`, `uri=${URI}`))).toEqual(pointer);
    expect(readPka(txt(`v=pka1;fpr=${PRINT}`))).toEqual({ ...pointer, uri: null });
  });

  it.each([
    `fpr=${PRINT};v=pka1;uri=${URI}`,
    `v=pka1;uri=${URI};fpr=${PRINT}`,
    `v=pka2;fpr=${PRINT};uri=${URI}`,
    `v=pka1;fpr=${PRINT.slice(1)};uri=${URI}`,
    `v=pka1;fpr=${PRINT}0;uri=${URI}`,
    ` v=pka1;fpr=${PRINT}`,
    `v=pka1;fpr=${PRINT};x=1;uri=${URI}`,
    "v=spf1 -all",
    "",
  ])("is not %j", (text) => {
    expect(readPka(txt(text))).toBeNull();
  });
});

it("whatever is in a record, reading it never throws", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), fc.constantFrom(0, 3, 6), (data, type) => {
      readCert(data);
      readCert(cert(type, ...data));
      readPka(data);
    }),
  );
});
