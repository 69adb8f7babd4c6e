import { encode } from "@dnsquery/dns-packet";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readAnswer } from "./answer";
import type { DnsQuestion } from "./query";

const NAME = "c93f1e400f26708f98cb19d936620da35eec8f72e57f9eec01c1afd6._openpgpkey.example.org";
const KEY: DnsQuestion = { name: NAME, type: "OPENPGPKEY" };

// Hand-made packets (RFC 1035 4.1), so that what is read is not only what the same codec wrote.
const u16 = (n: number): number[] => [n >> 8, n & 255];
const u32 = (n: number): number[] => [...u16(n >>> 16), ...u16(n & 0xffff)];
const name = (text: string): number[] => [
  ...text.split(".").flatMap((label) => [label.length, ...new TextEncoder().encode(label)]),
  0,
];
const AT_QUESTION = [0xc0, 12];
const rr = (owner: number[], type: number, ttl: number, data: number[]): number[] => [
  ...owner,
  ...u16(type),
  ...u16(1),
  ...u32(ttl),
  ...u16(data.length),
  ...data,
];

interface Made {
  id?: number;
  flags?: number;
  question?: number[];
  answers?: number[][];
  authorities?: number[][];
  additionals?: number[][];
}

function made({
  id = 0,
  flags = 0x8180,
  question,
  answers = [],
  authorities = [],
  additionals = [],
}: Made): Uint8Array {
  return Uint8Array.from([
    ...u16(id),
    ...u16(flags),
    ...u16(1),
    ...u16(answers.length),
    ...u16(authorities.length),
    ...u16(additionals.length),
    ...(question ?? [...name(NAME), ...u16(61), ...u16(1)]),
    ...answers.flat(),
    ...authorities.flat(),
    ...additionals.flat(),
  ]);
}

const soa = (ttl: number, minimum: number): number[] =>
  rr(name("example.org"), 6, ttl, [
    ...name("ns.example.org"),
    ...name("me.example.org"),
    ...u32(1),
    ...u32(2),
    ...u32(3),
    ...u32(4),
    ...u32(minimum),
  ]);
const opt = (options: number[]): number[] => [
  0,
  ...u16(41),
  ...u16(4096),
  ...u32(0),
  ...u16(options.length),
  ...options,
];
const ede = (code: number): number[] => opt([...u16(15), ...u16(2), ...u16(code)]);

describe("an answer", () => {
  it("gives the raw key of an OPENPGPKEY record and its TTL", () => {
    const answer = readAnswer(made({ answers: [rr(AT_QUESTION, 61, 300, [0x99, 1, 2, 3])] }), KEY);
    expect(answer).toEqual({
      ok: true,
      value: { kind: "records", records: [Uint8Array.of(0x99, 1, 2, 3)], authentic: false, ttl: 300 },
    });
  });

  it("says whether the resolver claims to have validated it", () => {
    const answers = [rr(AT_QUESTION, 61, 300, [1])];
    expect(readAnswer(made({ flags: 0x81a0, answers }), KEY)).toMatchObject({ value: { authentic: true } });
    expect(readAnswer(made({ flags: 0x8180, answers }), KEY)).toMatchObject({ value: { authentic: false } });
  });

  it("follows a chain of CNAMEs, whatever the order, and takes the shortest TTL", () => {
    const answers = [
      rr(name("b.example.net"), 61, 900, [7]),
      rr(name("a.example.net"), 5, 60, name("b.example.net")),
      rr(AT_QUESTION, 5, 600, name("A.example.net")),
    ];
    expect(readAnswer(made({ answers }), KEY)).toMatchObject({
      value: { kind: "records", records: [Uint8Array.of(7)], ttl: 60 },
    });
  });

  it("gives up on a CNAME loop", () => {
    const answers = [rr(AT_QUESTION, 5, 60, name("a.example.net")), rr(name("a.example.net"), 5, 60, name(NAME))];
    expect(readAnswer(made({ answers }), KEY)).toMatchObject({ value: { kind: "none" } });
  });

  it("ignores records of other names, other types and signatures", () => {
    const answers = [
      rr(name("evil.example"), 61, 60, [6, 6, 6]),
      rr(AT_QUESTION, 16, 60, [1, 65]),
      rr(AT_QUESTION, 46, 60, [
        ...u16(61),
        13,
        4,
        ...u32(60),
        ...u32(2_000_000_000),
        ...u32(1_900_000_000),
        ...u16(1),
        ...name("example.org"),
        1,
        2,
      ]),
    ];
    expect(readAnswer(made({ answers }), KEY)).toMatchObject({ value: { kind: "none", records: [] } });
  });

  it.each([
    ["NXDOMAIN", 0x8183],
    ["no data", 0x8180],
  ])("takes the negative TTL of %s from the SOA's minimum and its own TTL", (_name, flags) => {
    expect(readAnswer(made({ flags, authorities: [soa(3600, 120)] }), KEY)).toMatchObject({
      value: { kind: "none", ttl: 120 },
    });
    expect(readAnswer(made({ flags, authorities: [soa(30, 120)] }), KEY)).toMatchObject({
      value: { kind: "none", ttl: 30 },
    });
    expect(readAnswer(made({ flags }), KEY)).toMatchObject({ value: { kind: "none", ttl: null } });
  });

  it("takes SERVFAIL of a validating resolver as bogus, unless it names another cause", () => {
    expect(readAnswer(made({ flags: 0x8182 }), KEY)).toMatchObject({ value: { kind: "bogus" } });
    expect(readAnswer(made({ flags: 0x8182, additionals: [ede(6)] }), KEY)).toMatchObject({ value: { kind: "bogus" } });
    expect(readAnswer(made({ flags: 0x8182, additionals: [ede(22)] }), KEY)).toMatchObject({
      value: { kind: "failed" },
    });
    expect(readAnswer(made({ flags: 0x8185 }), KEY)).toMatchObject({ value: { kind: "failed" } });
  });

  it("reads addresses as text", () => {
    const question = [...name("openpgpkey.example.org"), ...u16(1), ...u16(1)];
    const bytes = made({ question, answers: [rr(AT_QUESTION, 1, 60, [192, 0, 2, 7])] });
    expect(readAnswer(bytes, { name: "openpgpkey.example.org", type: "A" })).toMatchObject({
      value: { records: ["192.0.2.7"] },
    });
  });

  it("treats the case of names as equal (RFC 4343)", () => {
    const question = [...name(NAME.toUpperCase()), ...u16(61), ...u16(1)];
    expect(readAnswer(made({ question, answers: [rr(AT_QUESTION, 61, 60, [1])] }), KEY)).toMatchObject({
      value: { kind: "records" },
    });
  });
});

describe("what is no answer to the question", () => {
  it.each([
    ["another id", made({ id: 7 }), "malformed"],
    ["a query", made({ flags: 0x0100 }), "malformed"],
    ["another name", made({ question: [...name("x.example.org"), ...u16(61), ...u16(1)] }), "other-question"],
    ["another type", made({ question: [...name(NAME), ...u16(1), ...u16(1)] }), "other-question"],
    ["the TC bit", made({ flags: 0x8380 }), "truncated"],
    ["nothing", new Uint8Array(), "malformed"],
    ["HTML", new TextEncoder().encode("<!doctype html><title>Sign in to the network</title>"), "malformed"],
  ] as const)("%s", (_name, bytes, code) => {
    expect(readAnswer(bytes, KEY)).toEqual({ ok: false, code });
  });

  it("a packet cut anywhere is never read as a key", () => {
    const whole = made({ answers: [rr(AT_QUESTION, 61, 300, [0x99, 1, 2, 3])] });
    for (let length = 0; length < whole.length; length++)
      expect(readAnswer(whole.slice(0, length), KEY)).toMatchObject({ ok: false });
  });

  it("any bytes give a Result, at once", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => {
        expect(readAnswer(bytes, KEY)).toHaveProperty("ok");
      }),
      { numRuns: 500 },
    );
  });

  it("so does a good packet with any octets changed", () => {
    const whole = Uint8Array.from(
      encode({
        type: "response",
        questions: [{ name: NAME, type: "UNKNOWN_61" }],
        answers: [
          { name: NAME, type: "CNAME", ttl: 60, data: "a.example.net" },
          { name: "a.example.net", type: "TXT", ttl: 60, data: ["hello"] },
        ],
        authorities: [{ name: "example.org", type: "SOA", ttl: 60, data: { mname: "a", rname: "b", minimum: 5 } }],
      }),
    );
    const change = fc.tuple(fc.nat(whole.length - 1), fc.nat(255));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 6 }), (changes) => {
        const bytes = whole.slice();
        for (const [at, octet] of changes) bytes[at] = octet;
        const started = performance.now();
        expect(readAnswer(bytes, KEY)).toHaveProperty("ok");
        expect(performance.now() - started).toBeLessThan(1000);
      }),
      { numRuns: 2000 },
    );
  });
});
