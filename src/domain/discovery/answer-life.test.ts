import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { u32, writeMessage } from "../dns/testing/write-message";
import { TYPE } from "../dns/types";
import { type DnsRecord, readMessage } from "../dns/wire";
import { agedBy, lifeOf } from "./answer-life";

const question = { name: "bob.example.org", type: TYPE.TXT };
const text = (ttl: number, owner = question.name): DnsRecord => ({
  owner,
  type: TYPE.TXT,
  ttl,
  data: Uint8Array.of(0),
});
const soa = (ttl: number, minimum: number): DnsRecord => ({
  owner: "example.org",
  type: TYPE.SOA,
  ttl,
  data: Uint8Array.of(0, 0, ...new Uint8Array(16), ...u32(minimum)),
});
const message = (answer: DnsRecord[], authority: DnsRecord[] = [], rcode = 0): Uint8Array =>
  writeMessage({ question, rcode, answer, authority });

describe("an answer may be used again for", () => {
  it.each([
    ["its TTL", message([text(300)]), 300],
    ["the shortest of its TTLs", message([text(300), text(20)]), 20],
    ["a day at most", message([text(1_000_000)]), 86_400],
    ["no time when it says so", message([text(0)]), 0],
    ["absence: the SOA's minimum", message([], [soa(900, 300)], 3), 300],
    ["absence: the SOA's own TTL where that is less", message([], [soa(60, 300)]), 60],
    ["absence: an hour at most", message([], [soa(86_400, 86_400)], 3), 3600],
    ["absence without a SOA: no time", message([]), 0],
    ["a failure: no time", message([], [], 2), 0],
  ])("%s", (_name, bytes, seconds) => {
    expect(lifeOf(bytes, question)).toBe(seconds);
  });

  it("not at all when it is damaged, cut, or answers something else", () => {
    const good = message([text(300)]);
    expect(lifeOf(good.subarray(0, -1), question)).toBe(0);
    expect(lifeOf(good, { ...question, type: TYPE.A })).toBe(0);
    expect(lifeOf(good, { ...question, name: "eve.example.org" })).toBe(0);
    expect(lifeOf(writeMessage({ question, rcode: 0, answer: [text(300)], authority: [] }, 0x8380), question)).toBe(0);
    expect(lifeOf(good, { ...question, name: "Bob.Example.org" })).toBe(300);
  });
});

describe("an answer from memory", () => {
  it("has lower TTLs and is otherwise the same", () => {
    const before = message([text(300), text(20)], [soa(900, 300)]);
    const after = readMessage(agedBy(before, 50))!;
    expect([...after.answer, ...after.authority].map(({ ttl }) => ttl)).toEqual([250, 0, 850]);
    expect({ ...after, answer: [], authority: [] }).toEqual({ ...readMessage(before)!, answer: [], authority: [] });
    expect(after.authority[0]!.data).toEqual(soa(900, 300).data);
    expect(readMessage(before)!.answer[0]!.ttl).toBe(300);
  });

  it("is left as it is when it is no message", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.nat(1000), (bytes, seconds) => {
        if (!readMessage(bytes)) expect(agedBy(bytes, seconds)).toBe(bytes);
      }),
    );
  });
});
