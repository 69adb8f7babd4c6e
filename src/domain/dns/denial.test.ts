// What single NSEC and NSEC3 records prove, and what they must not; each case is a lie a signed zone's own records could be made to tell.
import { describe, expect, it } from "vitest";
import { joined } from "../octets";
import { cutProof, denies, deniesExact, gatherProofs, type Proofs } from "./denial";
import { readKey } from "./keys";
import { budget } from "./limits";
import type { Nsec } from "./nsec";
import { type Nsec3, readNsec3 } from "./nsec3";
import { nameData } from "./testing/signed-tree";
import { signedZone } from "./testing/signed-zone";
import { base32hex, hashName, typeBitMaps } from "./testing/signer";
import { NOW } from "./testing/test-internet";
import { u16 } from "./testing/write-message";
import { TYPE } from "./types";

const { A, NS, CNAME, SOA, TXT, DNAME, DS, NSEC, NSEC3 } = TYPE;
const verifying = () => ({ now: NOW / 1000, budget: budget() });
const proofs = (more: Partial<Proofs>): Proofs => ({
  zone: "example",
  nsec: [],
  nsec3: [],
  ttl: 0,
  algorithm: null,
  flaw: null,
  ...more,
});
const nsec = (owner: string, next: string, ...types: number[]): Nsec => ({ owner, next, types: new Set(types) });
const plain = (...records: Nsec[]): Proofs => proofs({ nsec: records });

describe("NSEC", () => {
  it.each([
    ["no such type", "a.example", TXT, plain(nsec("a.example", "b.example", A)), "proven"],
    ["the type is there", "a.example", A, plain(nsec("a.example", "b.example", A)), "no-proof"],
    ["a CNAME is there", "a.example", TXT, plain(nsec("a.example", "b.example", CNAME)), "no-proof"],
    ["the parent's side of a cut", "a.example", TXT, plain(nsec("a.example", "b.example", NS)), "no-proof"],
    ["the parent's side, about the DS", "a.example", DS, plain(nsec("a.example", "b.example", NS)), "proven"],
    ["the child's side, about the DS", "example", DS, plain(nsec("example", "b.example", NS, SOA)), "no-proof"],
    ["the child's side, about others", "example", TXT, plain(nsec("example", "b.example", NS, SOA)), "proven"],
    ["the name of a DNAME itself", "a.example", TXT, plain(nsec("a.example", "b.example", DNAME)), "proven"],
    [
      "a name between two",
      "b.example",
      A,
      plain(nsec("a.example", "c.example", A), nsec("example", "a.example", SOA)),
      "proven",
    ],
    [
      "a name between two, the wildcard not denied",
      "b.example",
      A,
      plain(nsec("a.example", "c.example", A)),
      "no-proof",
    ],
    [
      "a name after the last",
      "z.example",
      A,
      plain(nsec("c.example", "example", A), nsec("example", "a.example", SOA)),
      "proven",
    ],
    [
      "a name that is an end",
      "c.example",
      A,
      plain(nsec("a.example", "c.example", A), nsec("example", "a.example", SOA)),
      "no-proof",
    ],
    [
      "a name below a delegation",
      "x.a.example",
      A,
      plain(nsec("a.example", "c.example", NS), nsec("example", "a.example", SOA)),
      "no-proof",
    ],
    [
      "a name below a DNAME",
      "x.a.example",
      A,
      plain(nsec("a.example", "c.example", DNAME), nsec("example", "a.example", SOA)),
      "no-proof",
    ],
    ["an empty non-terminal", "b.example", A, plain(nsec("a.example", "x.b.example", A)), "proven"],
    [
      "a wildcard that has the type",
      "b.example",
      A,
      plain(nsec("a.example", "c.example", A), nsec("*.example", "a.example", A)),
      "no-proof",
    ],
    [
      "a wildcard that has another",
      "b.example",
      A,
      plain(nsec("a.example", "c.example", A), nsec("*.example", "a.example", TXT)),
      "proven",
    ],
    [
      "a wildcard that has an alias",
      "b.example",
      A,
      plain(nsec("a.example", "c.example", A), nsec("*.example", "a.example", CNAME)),
      "no-proof",
    ],
    [
      "the wildcard of a name too far up",
      "x.b.a.example",
      A,
      plain(nsec("m.b.a.example", "c.example", A), nsec("example", "a.example", SOA)),
      "no-proof",
    ],
    ["compact denial (RFC 9824)", "b.example", A, plain(nsec("b.example", "\\000.b.example", NSEC, 128)), "proven"],
  ])("%s", async (_what, name, type, given, expected) => {
    expect(await denies(given, name, type, verifying())).toBe(expected);
  });

  it.each([
    ["an unsigned delegation", plain(nsec("b.example", "c.example", NS)), "unsigned"],
    ["a name that is none", plain(nsec("b.example", "c.example", A)), "none"],
    ["an alias", plain(nsec("b.example", "c.example", CNAME)), "none"],
    ["a signed delegation, whose DS was withheld", plain(nsec("b.example", "c.example", NS, DS)), "no-proof"],
    ["the child's own apex", plain(nsec("b.example", "c.example", NS, SOA)), "no-proof"],
    ["no such name", plain(nsec("a.example", "c.example", A)), "none"],
    ["an empty non-terminal", plain(nsec("a.example", "x.b.example", A)), "none"],
    ["another name", plain(nsec("c.example", "d.example", NS)), "no-proof"],
  ])("a cut: %s", async (_what, given, expected) => {
    expect(await cutProof(given, "b.example", verifying())).toBe(expected);
  });

  it.each([
    ["neither the name nor one below exists", nsec("a.example", "c.example"), "proven"],
    ["one below the next closer name exists", nsec("a.example", "y.b.example"), "no-proof"],
    ["the next closer name exists", nsec("b.example", "c.example"), "no-proof"],
  ])("a wildcard: %s", async (_what, record, expected) => {
    expect(await deniesExact(plain(record), "x.b.example", "example", verifying())).toBe(expected);
  });
});

const NO_SALT = new Uint8Array();
const hash = (name: string): string => base32hex(hashName(name, NO_SALT, 0));
/** Moves a hash by the least step. */
const step = (text: string, by: 1 | -1): string =>
  (BigInt(`0x${Buffer.from(toOctets(text)).toString("hex")}`) + BigInt(by)).toString(32).padStart(32, "0");
const toOctets = (text: string): Uint8Array =>
  Uint8Array.from(
    [...text]
      .map((digit) => Number.parseInt(digit, 32).toString(2).padStart(5, "0"))
      .join("")
      .match(/.{8}/g)!,
    (bits) => Number.parseInt(bits, 2),
  );
const record = (from: string, next: string, types: number[] = [], optOut = false): Nsec3 => ({
  hash: from,
  next,
  iterations: 0,
  salt: NO_SALT,
  optOut,
  types: new Set(types),
});
const at = (name: string, ...types: number[]): Nsec3 => record(hash(name), step(hash(name), 1), types);
const around = (name: string, optOut = false): Nsec3 => record(step(hash(name), -1), step(hash(name), 1), [], optOut);
const hashed = (...records: Nsec3[]): Proofs => proofs({ nsec3: records });

describe("NSEC3", () => {
  it.each([
    ["no such type", A, hashed(at("x.b.example", TXT)), "proven"],
    ["the type is there", A, hashed(at("x.b.example", A)), "no-proof"],
    ["a CNAME is there", A, hashed(at("x.b.example", CNAME)), "no-proof"],
    ["the parent's side of a cut", A, hashed(at("x.b.example", NS)), "no-proof"],
    ["the parent's side, about the DS", DS, hashed(at("x.b.example", NS)), "proven"],
    ["no such name", A, hashed(at("example", SOA), around("b.example"), around("*.example")), "proven"],
    ["the wildcard not denied", A, hashed(at("example", SOA), around("b.example")), "no-proof"],
    ["the closest encloser not shown", A, hashed(around("b.example"), around("*.example")), "no-proof"],
    [
      "the next closer name not denied",
      A,
      hashed(at("example", SOA), around("x.b.example"), around("*.example")),
      "no-proof",
    ],
    [
      "the closest encloser is a delegation",
      A,
      hashed(at("b.example", NS), around("x.b.example"), around("*.b.example")),
      "no-proof",
    ],
    [
      "the closest encloser is a DNAME",
      A,
      hashed(at("b.example", DNAME), around("x.b.example"), around("*.b.example")),
      "no-proof",
    ],
    ["opt-out", A, hashed(at("example", SOA), around("b.example", true), around("*.example")), "opt-out"],
    [
      "a wildcard that has the type",
      A,
      hashed(at("example", SOA), around("b.example"), at("*.example", A)),
      "no-proof",
    ],
    ["a wildcard that has another", A, hashed(at("example", SOA), around("b.example"), at("*.example", TXT)), "proven"],
    [
      "different salts",
      A,
      hashed({ ...at("x.b.example", TXT), salt: Uint8Array.of(1) }, at("example", SOA)),
      "no-proof",
    ],
    [
      "a single record that covers all but itself",
      A,
      hashed(record(hash("example"), hash("example"), [SOA])),
      "proven",
    ],
  ])("%s", async (_what, type, given, expected) => {
    expect(await denies(given, "x.b.example", type, verifying())).toBe(expected);
  });

  it.each([
    ["an unsigned delegation", hashed(at("b.example", NS)), "unsigned"],
    ["a signed delegation, whose DS was withheld", hashed(at("b.example", NS, DS)), "no-proof"],
    ["the child's own apex", hashed(at("b.example", NS, SOA)), "no-proof"],
    ["no such name", hashed(at("example", SOA), around("b.example")), "none"],
    ["opt-out", hashed(at("example", SOA), around("b.example", true)), "opt-out"],
    ["opt-out around another name", hashed(at("example", SOA), around("c.example", true)), "no-proof"],
  ])("a cut: %s", async (_what, given, expected) => {
    expect(await cutProof(given, "b.example", verifying())).toBe(expected);
  });

  it.each([
    ["good", 1, 0, "example", true],
    ["of another hash", 2, 0, "example", false],
    ["with an unknown flag", 1, 2, "example", false],
    ["of a zone below", 1, 0, "sub.example", false],
  ])("a record that is %s counts: %5$s", (_what, algorithm, flags, parent, counts) => {
    const data = joined([Uint8Array.of(algorithm, flags, 0, 0, 0, 20), new Uint8Array(20), typeBitMaps([A])]);
    expect(readNsec3(`${hash("a")}.${parent}`, data, "example") !== null).toBe(counts);
  });
});

describe("proofs", () => {
  const zone = signedZone(
    { name: "example", records: [{ name: "*.example", type: A, data: Uint8Array.of(1, 2, 3, 4) }] },
    () => NOW,
  );
  const keys = [readKey(zone.zoneSigner.data)!];

  it("are gathered with their signatures, but not what a wildcard's NSEC was expanded to", async () => {
    const own = zone.denial("*.example", "match");
    const gathered = await gatherProofs(own, { name: "example", keys }, verifying());
    expect(gathered).toMatchObject({ nsec: [{ owner: "*.example" }], algorithm: 13, flaw: null });
    const passedOff = own.map((one) => ({ ...one, owner: "b.example" }));
    expect((await gatherProofs(passedOff, { name: "example", keys }, verifying())).nsec).toEqual([]);
  });

  it("of another zone, or changed, are left out, and why is told", async () => {
    const own = zone.denial("example", "match");
    expect(await gatherProofs(own, { name: "", keys }, verifying())).toMatchObject({ nsec: [], flaw: "bad-signature" });
    const changed = own.map((one) =>
      one.type === NSEC ? { ...one, data: joined([nameData("zz.example"), u16(1)]) } : one,
    );
    expect(await gatherProofs(changed, { name: "example", keys }, verifying())).toMatchObject({
      nsec: [],
      flaw: "bad-signature",
    });
    expect(own.some(({ type }) => type === NSEC3)).toBe(false);
  });
});
