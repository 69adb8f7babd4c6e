import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { joined } from "../octets";
import { commonAncestor, compareNames, isWithin, nameFromWire, nameToWire, parentOf, tailOf } from "./name";
import { encodeQuery } from "./query";
import { nameData, writeMessage } from "./testing/signed-tree";
import { u16, u32 } from "./testing/write-message";
import { TYPE } from "./types";
import { readMessage } from "./wire";

const QUESTION = { name: "example.org", type: TYPE.MX };
const header = (answers: number, flags = 0x8180): Uint8Array => joined([0, flags, 1, answers, 0, 0].map(u16));
const question = joined([nameData("example.org"), u16(TYPE.MX), u16(1)]);
const rr = (owner: Uint8Array, type: number, data: Uint8Array, ttl = 60, klass = 1): Uint8Array =>
  joined([owner, u16(type), u16(klass), u32(ttl), u16(data.length), data]);
/** Points to the name of the question. */
const AT_QUESTION = Uint8Array.of(0xc0, 12);
const message = (...records: Uint8Array[]): Uint8Array => joined([header(records.length), question, ...records]);

describe("a message", () => {
  it("is read with compressed names written out, inside RDATA as well", () => {
    const data = joined([u16(10), Uint8Array.of(4, ...new TextEncoder().encode("MaiL"), 0xc0, 12)]);
    const read = readMessage(message(rr(AT_QUESTION, TYPE.MX, data)));
    expect(read?.question).toEqual(QUESTION);
    expect(read?.answer).toEqual([
      {
        owner: "example.org",
        type: TYPE.MX,
        ttl: 60,
        data: joined([u16(10), Uint8Array.of(4), new TextEncoder().encode("MaiL"), nameData("example.org")]),
      },
    ]);
  });

  it("leaves the RDATA of other types as it is, even if it looks like a pointer (RFC 3597 4)", () => {
    expect(readMessage(message(rr(AT_QUESTION, 61, AT_QUESTION)))?.answer[0]?.data).toEqual(AT_QUESTION);
  });

  it("takes a TTL with the top bit set for zero (RFC 2181 8), and leaves out other classes", () => {
    const read = readMessage(
      message(rr(AT_QUESTION, 61, Uint8Array.of(1), 0x8000_0001), rr(AT_QUESTION, 61, Uint8Array.of(2), 60, 3)),
    );
    expect(read?.answer).toEqual([{ owner: "example.org", type: 61, ttl: 0, data: Uint8Array.of(1) }]);
  });

  it("has the response code of EDNS (RFC 6891 6.1.3)", () => {
    const opt = joined([Uint8Array.of(0), u16(41), u16(4096), Uint8Array.of(1, 0, 0x80, 0), u16(0)]);
    const bytes = joined([joined([0, 0x8180, 1, 0, 0, 1].map(u16)), question, opt]);
    expect(readMessage(bytes)?.rcode).toBe(16);
  });

  it.each([
    ["a pointer to itself", message(rr(Uint8Array.of(0xc0, 12 + question.length), 1, new Uint8Array(4)))],
    ["a pointer forward", message(rr(Uint8Array.of(0xc0, 200), 1, new Uint8Array(4)))],
    ["pointers in a circle", joined([header(0), Uint8Array.of(0xc0, 14, 0xc0, 12, 0, 1, 0, 1)])],
    ["a label type that does not exist", message(rr(Uint8Array.of(0x41, 0), 1, new Uint8Array(4)))],
    [
      "a name over 255 octets",
      message(rr(joined([...Array(5).fill(new Uint8Array(64).fill(63)), AT_QUESTION]), 1, new Uint8Array(4))),
    ],
    [
      "RDATA that goes on after its name",
      message(rr(AT_QUESTION, TYPE.CNAME, joined([nameData("a"), Uint8Array.of(1)]))),
    ],
    ["RDATA that ends before its name", message(rr(AT_QUESTION, TYPE.CNAME, Uint8Array.of(1)))],
    ["an RRSIG too short", message(rr(AT_QUESTION, TYPE.RRSIG, new Uint8Array(17)))],
    ["octets after the end", joined([message(), Uint8Array.of(0)])],
    ["nothing", new Uint8Array()],
    ["more than 65,535 octets", new Uint8Array(65_536)],
  ])("with %s is refused", (_what, bytes) => {
    expect(readMessage(bytes)).toBeNull();
  });

  it("is refused when cut anywhere", () => {
    const whole = message(
      rr(AT_QUESTION, TYPE.MX, joined([u16(1), AT_QUESTION])),
      rr(AT_QUESTION, 61, Uint8Array.of(1, 2)),
    );
    expect(readMessage(whole)).not.toBeNull();
    for (let length = 0; length < whole.length; length++) expect(readMessage(whole.slice(0, length))).toBeNull();
  });

  it("of any octets is read or refused, never thrown at", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => void readMessage(bytes)),
      { numRuns: 2000 },
    );
    const body = fc.uint8Array({ maxLength: 200 });
    fc.assert(
      fc.property(body, (bytes) => void readMessage(joined([header(3), question, bytes]))),
      { numRuns: 2000 },
    );
  });

  it("that is a compression bomb is read in the octets its names have room for", () => {
    const long = joined([...Array(3).fill(Uint8Array.of(63, ...new Uint8Array(63).fill(0x61))), Uint8Array.of(0)]);
    const first = rr(long, TYPE.NS, Uint8Array.of(0));
    const at = 12 + question.length;
    const pointer = Uint8Array.of(0xc0 | (at >> 8), at & 255);
    const records = Array.from({ length: 4500 }, () => rr(pointer, TYPE.NS, pointer));
    const read = readMessage(message(first, ...records));
    expect(read?.answer).toHaveLength(4501);
    expect(read!.answer.every(({ data }) => data.length <= 255)).toBe(true);
  });

  it("that we write ourselves is read back", () => {
    const reply = {
      question: QUESTION,
      rcode: 3,
      answer: [{ owner: "a.b", type: 61, ttl: 9, data: Uint8Array.of(7) }],
      authority: [],
    };
    expect(readMessage(writeMessage(reply))).toMatchObject({ id: 0, response: true, rcode: 3, answer: reply.answer });
    expect(readMessage(encodeQuery(QUESTION))).toMatchObject({ response: false, question: QUESTION });
  });
});

/** Any name: labels of any octets. */
const name = fc
  .array(fc.uint8Array({ minLength: 1, maxLength: 12 }), { maxLength: 6 })
  .map((labels) =>
    nameFromWire(joined([...labels.map((label) => Uint8Array.of(label.length, ...label)), Uint8Array.of(0)])),
  );

describe("names", () => {
  it("are written in a way that gives them back, whatever octets they hold", () => {
    fc.assert(
      fc.property(name, (one) => {
        expect(nameFromWire(nameToWire(one)!)).toBe(one);
      }),
    );
  });

  it("hold a dot or backslash inside a label without confusion", () => {
    const wire = Uint8Array.of(3, 0x61, 0x2e, 0x62, 1, 0x5c, 0);
    expect(nameFromWire(wire)).toBe("a\\046b.\\092");
    expect(nameToWire("a\\046b.\\092")).toEqual(wire);
  });

  it("are in one order, in which a parent comes before all below it", () => {
    fc.assert(
      fc.property(name, name, name, (a, b, c) => {
        expect(Math.sign(compareNames(a, b))).toBe(-Math.sign(compareNames(b, a)) + 0);
        expect(compareNames(a, b) === 0).toBe(a === b);
        if (compareNames(a, b) < 0 && compareNames(b, c) < 0) expect(compareNames(a, c)).toBeLessThan(0);
        if (a !== "") expect(compareNames(parentOf(a), a)).toBeLessThan(0);
        const common = commonAncestor(a, b);
        expect(isWithin(a, common) && isWithin(b, common)).toBe(true);
      }),
    );
  });

  it.each([
    ["a.b.c", 2, "b.c"],
    ["a.b.c", 0, ""],
    ["a.b.c", 9, "a.b.c"],
  ])("%s has a tail of %i labels: %s", (whole, count, tail) => expect(tailOf(whole, count)).toBe(tail));

  it.each(["a..b", ".a", "a.", "x".repeat(64), "a b", "a\\1", "\\999", "é"])("%s is none", (text) => {
    expect(nameToWire(text)).toBeNull();
  });
});
