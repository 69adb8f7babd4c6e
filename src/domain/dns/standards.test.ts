// Examples published in the RFCs, so that the validator is not only in agreement with itself.
import { describe, expect, it } from "vitest";
import { joined } from "../octets";
import { isAlgorithmSupported } from "./algorithms";
import { ROOT_ANCHORS } from "./anchors";
import { canonicalData, rrsetOf } from "./canonical";
import { keyDigest, keyTag, maySign, readKey } from "./keys";
import { budget } from "./limits";
import { compareNames, nameToWire } from "./name";
import { hashName } from "./nsec3";
import { encodeQuery } from "./query";
import { checkRRset, readSignature } from "./signatures";
import { addressData, nameData } from "./testing/signed-tree";
import { typeBitMaps } from "./testing/signer";
import { u16, u32 } from "./testing/write-message";
import { readTypeBits } from "./type-bits";
import { TYPE } from "./types";

const octets = (base64: string): Uint8Array => Uint8Array.from(Buffer.from(base64, "base64"));
const hex = (data: Uint8Array | null): string => Buffer.from(data ?? []).toString("hex");
const key = (flags: number, algorithm: number, base64: string): Uint8Array =>
  joined([u16(flags), Uint8Array.of(3, algorithm), octets(base64)]);

describe("keys", () => {
  // RFC 4034 5.4 and RFC 4509 2.3.
  const data = key(
    256,
    5,
    "AQOeiiR0GOMYkDshWoSKz9XzfwJr1AYtsmx3TGkJaNXVbfi/2pHm822aJ5iI9BMzNXxeYCmZDRD99WYwYqUSdjMmmAphXdvxegXd/M5+X7OrzKBaMbCVdFLUUh6DhweJBjEVv5f2wwjM9XzcnOf+EPbtG9DMBmADjFDc2w/rljwvFw==",
  );

  it("have the tag of RFC 4034", () => expect(keyTag(data)).toBe(60485));

  it("have the SHA-256 digest of RFC 4509, and none by SHA-1", async () => {
    expect(hex(await keyDigest("dskey.example.com", data, 2))).toBe(
      "d4b7d520e7bb5f0f67674a0cceb1e3e0614b93c4f9e99b8383f6a1e4469da50a",
    );
    expect(await keyDigest("dskey.example.com", data, 1)).toBeNull();
  });

  it.each([
    [0x0100, 3, true],
    [0x0101, 3, true],
    [0x0181, 3, false],
    [0x0001, 3, false],
    [0x0100, 2, false],
  ])("with flags %i and protocol %i may sign: %s", (flags, protocol, expected) => {
    expect(maySign(readKey(joined([u16(flags), Uint8Array.of(protocol, 13, 1, 2)]))!)).toBe(expected);
  });
});

describe("anchors", () => {
  it("are SHA-256 digests in upper-case hex", () => {
    expect(ROOT_ANCHORS).toHaveLength(2);
    for (const anchor of ROOT_ANCHORS) expect(anchor).toMatch(/^[0-9A-F]{64}$/);
  });
});

const WWW = { owner: "www.example.net", type: TYPE.A };
const MX = { owner: "example.com", type: TYPE.MX, data: joined([u16(10), nameData("mail.example.com")]) };
const seconds = (text: string): number => {
  const [, y, mo, d, h, mi, s] = /^(....)(..)(..)(..)(..)(..)$/.exec(text)!.map(Number);
  return Date.UTC(y!, mo! - 1, d, h, mi, s) / 1000;
};

interface Example {
  readonly rfc: string;
  readonly owner: string;
  readonly type: number;
  readonly data: Uint8Array;
  readonly dnskey: Uint8Array;
  readonly tag: number;
  readonly from: number;
  readonly to: number;
  readonly signature: string;
  /** Digest type and digest of the DS, where the RFC gives one. */
  readonly ds?: readonly [number, string];
}

describe("signatures", () => {
  // The signatures of RFC 8080 are those of its erratum 4935: the printed ones count three labels in example.com.
  it.each<Example>([
    {
      rfc: "RFC 5702 6.1, RSA/SHA-256",
      ...WWW,
      data: addressData("192.0.2.91"),
      dnskey: key(
        256,
        8,
        "AwEAAcFcGsaxxdgiuuGmCkVImy4h99CqT7jwY3pexPGcnUFtR2Fh36BponcwtkZ4cAgtvd4Qs8PkxUdp6p/DlUmObdk=",
      ),
      tag: 9033,
      from: seconds("20000101000000"),
      to: seconds("20300101000000"),
      signature: "kRCOH6u7l0QGy9qpC9l1sLncJcOKFLJ7GhiUOibu4teYp5VE9RncriShZNz85mwlMgNEacFYK/lPtPiVYP4bwg==",
    },
    {
      rfc: "RFC 5702 6.2, RSA/SHA-512",
      ...WWW,
      data: addressData("192.0.2.91"),
      dnskey: key(
        256,
        10,
        "AwEAAdHoNTOW+et86KuJOWRDp1pndvwb6Y83nSVXXyLA3DLroROUkN6X0O6pnWnjJQujX/AyhqFDxj13tOnD9u/1kTg7cV6rklMrZDtJCQ5PCl/D7QNPsgVsMu1J2Q8gpMpztNFLpPBz1bWXjDtaR7ZQBlZ3PFY12ZTSncorffcGmhOL",
      ),
      tag: 3740,
      from: seconds("20000101000000"),
      to: seconds("20300101000000"),
      signature:
        "tsb4wnjRUDnB1BUi+t6TMTXThjVnG+eCkWqjvvjhzQL1d0YRoOe0CbxrVDYd0xDtsuJRaeUw1ep94PzEWzr0iGYgZBWm/zpq+9fOuagYJRfDqfReKBzMweOLDiNa8iP5g9vMhpuv6OPlvpXwm9Sa9ZXIbNl1MBGk0fthPgxdDLw=",
    },
    {
      rfc: "RFC 6605 6.1, ECDSA P-256",
      ...WWW,
      data: addressData("192.0.2.1"),
      dnskey: key(257, 13, "GojIhhXUN/u4v54ZQqGSnyhWJwaubCvTmeexv7bR6edbkrSqQpF64cYbcB7wNcP+e+MAnLr+Wi9xMWyQLc8NAA=="),
      tag: 55648,
      from: seconds("20100812100439"),
      to: seconds("20100909100439"),
      signature: "qx6wLYqmh+l9oCKTN6qIc+bw6ya+KJ8oMz0YP107epXAyGmt+3SNruPFKG7tZoLBLlUzGGus7ZwmwWep666VCw==",
      ds: [2, "b4c8c1fe2e7477127b27115656ad6256f424625bf5c1e2770ce6d6e37df61d17"],
    },
    {
      rfc: "RFC 6605 6.2, ECDSA P-384",
      ...WWW,
      data: addressData("192.0.2.1"),
      dnskey: key(
        257,
        14,
        "xKYaNhWdGOfJ+nPrL8/arkwf2EY3MDJ+SErKivBVSum1w/egsXvSADtNJhyem5RCOpgQ6K8X1DRSEkrbYQ+OB+v8/uX45NBwY8rp65F6Glur8I/mlVNgF6W/qTI37m40",
      ),
      tag: 10771,
      from: seconds("20100812102025"),
      to: seconds("20100909102025"),
      signature:
        "/L5hDKIvGDyI1fcARX3z65qrmPsVz73QD1Mr5CEqOiLP95hxQouuroGCeZOvzFaxsT8Glr74hbavRKayJNuydCuzWTSSPdz7wnqXL5bdcJzusdnI0RSMROxxwGipWcJm",
      ds: [4, "72d7b62976ce06438e9c0bf319013cf801f09ecc84b8d7e9495f27e305c6a9b0563a9b5f4d288405c3008a946df983d6"],
    },
    {
      rfc: "RFC 8080 6.1, Ed25519",
      ...MX,
      dnskey: key(257, 15, "l02Woi0iS8Aa25FQkUd9RMzZHJpBoRQwAQEX1SxZJA4="),
      tag: 3613,
      from: 1438207200,
      to: 1440021600,
      signature: "oL9krJun7xfBOIWcGHi7mag5/hdZrKWw15jPGrHpjQeRAvTdszaPD+QLs3fx8A4M3e23mRZ9VrbpMngwcrqNAg==",
      ds: [2, "3aa5ab37efce57f737fc1627013fee07bdf241bd10f3b1964ab55c78e79a304b"],
    },
    {
      rfc: "RFC 8080 6.1, Ed25519 again",
      ...MX,
      dnskey: key(257, 15, "zPnZ/QwEe7S8C5SPz2OfS5RR40ATk2/rYnE9xHIEijs="),
      tag: 35217,
      from: 1438207200,
      to: 1440021600,
      signature: "zXQ0bkYgQTEFyfLyi9QoiY6D8ZdYo4wyUhVioYZXFdT410QPRITQSqJSnzQoSm5poJ7gD7AQR0O7KuI5k2pcBg==",
      ds: [2, "401781b934e392de492ec77ae2e15d70f6575a1c0bc59c5275c04ebe80c6614c"],
    },
    {
      rfc: "RFC 8080 6.2, Ed448",
      ...MX,
      dnskey: key(257, 16, "3kgROaDjrh0H2iuixWBrc8g2EpBBLCdGzHmn+G2MpTPhpj/OiBVHHSfPodx1FYYUcJKm1MDpJtIA"),
      tag: 9713,
      from: 1438207200,
      to: 1440021600,
      signature:
        "3cPAHkmlnxcDHMyg7vFC34l0blBhuG1qpwLmjInI8w1CMB29FkEAIJUA0amxWndkmnBZ6SKiwZSAxGILn/NBtOXft0+Gj7FSvOKxE/07+4RQvE581N3Aj/JtIyaiYVdnYtyMWbSNyGEY2213WKsJlwEA",
      ds: [2, "6ccf18d5bc5d7fc2fceb1d59d17321402f2aa8d368048db93dd811f5cb2b19c7"],
    },
  ])("$rfc", async ({ owner, type, data, dnskey, tag, from, to, signature, ds }) => {
    const zone = owner.split(".").slice(-2).join(".");
    expect(keyTag(dnskey)).toBe(tag);
    if (ds) expect(hex(await keyDigest(zone, dnskey, ds[0]))).toBe(ds[1]);
    const rrsig = joined([
      u16(type),
      Uint8Array.of(dnskey[3]!, owner.split(".").length),
      u32(3600),
      u32(to),
      u32(from),
      u16(tag),
      nameToWire(zone)!,
      octets(signature),
    ]);
    const keys = [readKey(dnskey)!];
    const check = (rdata: Uint8Array, now: number) => {
      const rrset = rrsetOf(owner, type, [{ ttl: 3600, data: rdata }]);
      return checkRRset({ rrset, signatures: [readSignature(rrsig)] }, { name: zone, keys }, { now, budget: budget() });
    };
    expect(await check(data, from + 60)).toMatchObject({ ok: true, algorithm: dnskey[3], encloser: null });
    expect(await check(data.with(3, data[3]! ^ 1), from + 60)).toEqual({ ok: false, reason: "bad-signature" });
    expect(await check(data, to + 301)).toEqual({ ok: false, reason: "signature-expired" });
  });

  it("by SHA-1 or MD5 are not verified", () => {
    expect([1, 3, 5, 6, 7, 12, 17, 23, 253].filter(isAlgorithmSupported)).toEqual([]);
  });
});

describe("canonical form", () => {
  it("orders names as RFC 4034 6.1 does", () => {
    const ordered = [
      "example",
      "a.example",
      "yljkjljk.a.example",
      "z.a.example",
      "zabc.a.example",
      "z.example",
      "\\001.z.example",
      "*.z.example",
      "\\200.z.example",
    ];
    expect([...ordered].reverse().sort(compareNames)).toEqual(ordered);
  });

  it("lower-cases names in the types of RFC 4034 6.2, not in NSEC (RFC 6840 5.1), and nothing else", () => {
    const name = Uint8Array.of(1, 0x41, 0);
    const lower = Uint8Array.of(1, 0x61, 0);
    expect(canonicalData(TYPE.CNAME, name)).toEqual(lower);
    expect(canonicalData(TYPE.MX, joined([u16(0x4141), name]))).toEqual(joined([u16(0x4141), lower]));
    expect(canonicalData(TYPE.SRV, joined([new Uint8Array(6), name]))).toEqual(joined([new Uint8Array(6), lower]));
    expect(canonicalData(TYPE.NSEC, joined([name, u16(0x4141)]))).toEqual(joined([name, u16(0x4141)]));
    expect(canonicalData(TYPE.TXT, name)).toEqual(name);
  });
});

describe("denial", () => {
  it.each([
    ["example", "0p9mhaveqvm6t7vbl5lop2u3t2rp3tom"],
    ["a.example", "35mthgpgcu1qg68fab165klnsnk3dpvl"],
    ["ai.example", "gjeqe526plbf1g8mklp59enfd789njgi"],
    ["ns1.example", "2t7b4g4vsa5smi47k61mv5bv1a22bojr"],
    ["ns2.example", "q04jkcevqvmu85r014c7dkba38o0ji5r"],
    ["w.example", "k8udemvp1j2f7eg6jebps17vp3n8i58h"],
    ["*.w.example", "r53bq7cc2uvmubfu5ocmm6pers9tk9en"],
    ["x.w.example", "b4um86eghhds6nea196smvmlo4ors995"],
    ["y.w.example", "ji6neoaepv8b5o6k4ev33abha8ht9fgc"],
    ["x.y.w.example", "2vptu5timamqttgl4luu9kg21e0aor3s"],
    ["xx.example", "t644ebqk9bibcna874givr6joj62mlhv"],
  ])("hashes %s as RFC 5155 appendix A does", async (name, hash) => {
    const salt = Uint8Array.of(0xaa, 0xbb, 0xcc, 0xdd);
    expect(await hashName(name, { salt, iterations: 12 }, budget())).toBe(hash);
  });

  it("reads the type bit map of RFC 4034 4.3", () => {
    const map = Uint8Array.of(0, 6, 0x40, 1, 0, 0, 0, 3, 4, 27, ...new Uint8Array(26), 0x20);
    expect([...readTypeBits(map)!]).toEqual([TYPE.A, TYPE.MX, TYPE.RRSIG, TYPE.NSEC, 1234]);
    expect(typeBitMaps([TYPE.NSEC, 1234, TYPE.A, TYPE.MX, TYPE.RRSIG])).toEqual(map);
  });

  it.each([
    ["an empty window", [0, 0]],
    ["a window too long", [0, 33, ...new Uint8Array(33)]],
    ["windows out of order", [1, 1, 1, 0, 1, 1]],
    ["a window twice", [0, 1, 1, 0, 1, 1]],
    ["a window cut short", [0, 2, 1]],
  ])("refuses a type bit map with %s", (_what, map) => {
    expect(readTypeBits(Uint8Array.from(map))).toBeNull();
  });
});

describe("a query", () => {
  const name = "c93f1e400f26708f98cb19d936620da35eec8f72e57f9eec01c1afd6._openpgpkey.example.org";

  it("has id 0, RD and CD, DO, and is padded to a multiple of 128 octets (RFC 8467 4.1)", () => {
    const query = encodeQuery({ name, type: TYPE.OPENPGPKEY });
    expect(query).toHaveLength(128);
    expect([...query.slice(0, 12)]).toEqual([0, 0, 0x01, 0x10, 0, 1, 0, 0, 0, 0, 0, 1]);
    const question = [...nameToWire(name)!, 0, 61, 0, 1];
    expect([...query.slice(12, 12 + question.length)]).toEqual(question);
    const edns = [...query.slice(12 + question.length)];
    expect(edns.slice(0, 9)).toEqual([0, 0, 41, 0x10, 0, 0, 0, 0x80, 0]);
    // RFC 7830: option 12, as long as what is left, all zero.
    expect(edns.slice(11, 13)).toEqual([0, 12]);
    expect(edns.slice(15).every((octet) => octet === 0)).toBe(true);
    expect(edns.length).toBe(15 + edns[13]! * 256 + edns[14]!);
    expect(edns.length).toBe(11 + edns[9]! * 256 + edns[10]!);
  });

  it("has one length for names of many lengths, and one form for all their cases", () => {
    const names = ["a.example", "a-much-longer-name.with.parts.example", ""];
    expect(new Set(names.map((n) => encodeQuery({ name: n, type: 1 }).length))).toEqual(new Set([128]));
    expect(encodeQuery({ name: "A.Example", type: 1 })).toEqual(encodeQuery({ name: "a.example", type: 1 }));
  });
});
