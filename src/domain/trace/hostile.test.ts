import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { headerPart, topHeaders } from "../mime/headers";
import { octetString } from "../octets";
import { indexOf } from "../privacy/message-index";
import { pathFacts } from "../privacy/path-of-trace";
import { processorTime } from "../testing/processor-time";
import { pathNodes } from "./path-nodes";
import { readersOf } from "./readers";
import { QUOTED } from "./tokens";
import { traceOf } from "./trace";

// Below the provider's lines a sender may write anything: of any length, in any script, with any date. It must not cost time,
// earn points, or put words of ours, or characters that reverse ours, into the picture.

const own = [
  "Received: from store.b.example by imap.b.example with LMTP id 1; Tue, 3 Nov 2026 10:30:00 +0000",
  "Received: from mail.a.example (mail.a.example [192.0.2.1]) by mx.b.example (Postfix) with ESMTP id 2; Tue, 3 Nov 2026 10:29:00 +0000",
];
const TLS13 = "(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits))";
const line = (from: string, by = "mail.a.example", date = "Tue, 3 Nov 2026 10:20:00 +0000"): string =>
  `Received: from ${from} ${TLS13} by ${by} (Postfix) with ESMTPS id 9; ${date}`;

/** All input of the panel, as a browser receives it: UTF-8 octets, at most 256 KiB of them. */
function read(below: readonly string[]) {
  const octets = new TextEncoder().encode([...own, ...below, "From: a@a.example", "", "text"].join("\r\n"));
  const head = headerPart(octetString(octets.subarray(0, 262_144)));
  const fields = topHeaders(head).map(({ name, value }) => ({ name, body: value }));
  const trace = traceOf(fields.filter(({ name }) => name === "received").map(({ body }) => body));
  const path = pathFacts(trace, fields, "a@a.example");
  const index = indexOf({ sealed: false, modern: false, signature: "none", participants: [], path });
  const names = [
    ...pathNodes(trace).map(({ name }) => name),
    ...readersOf(trace).map(({ id }) => id),
    path.handedOverBy,
  ];
  return { trace, path, index, names };
}

const plain = read([]);

describe("a hostile lower part", () => {
  it.each([
    ["300 lines", Array<string>(300).fill(line("x.c.example (x.c.example [192.0.2.9])"))],
    [
      "a megabyte in one line",
      [`Received: from ${"x".repeat(1 << 20)} by mail.a.example; Tue, 3 Nov 2026 10:20:00 +0000`],
    ],
    ["a megabyte of brackets", [`Received: from x ${"(".repeat(1 << 20)}`]],
    ["a megabyte of other fields", Array<string>(1500).fill(`X-Filler: ${"x".repeat(700)}`)],
    ["quotes that never close", Array<string>(30).fill(`Received: ${'"\\'.repeat(4000)}`)],
    ["ten thousand fields", Array<string>(10_000).fill("X: y")],
    ["nothing but NUL", [`Received: ${"\0".repeat(500)}`, line("a\0b.example (a\0b.example [192.0.2.9])")]],
    [
      "absurd dates",
      [
        "31 Feb 9999 99:99:99 +9999",
        "1 Jan 1970 00:00:00 -0000",
        "Tue, 3 Nov 2199 10:20:00 +0000",
        "-1",
        "",
        "NaN",
      ].map((date) => line("x.c.example (x.c.example [192.0.2.9])", "mail.a.example", date)),
    ],
    ["a claim of being inside", [line("localhost (localhost [127.0.0.1])", "mx.b.example")]],
  ])("%s: read at once, and the score is that without it", (_, below) => {
    const start = processorTime();
    const { trace, index } = read(below);
    expect(processorTime() - start).toBeLessThan(3000);
    expect(trace).toMatchObject({ state: "proven", provider: "b.example", ownLines: 2 });
    expect(index.score).toBe(plain.index.score);
  });

  it("costs no more time than its length in quotes that never close, in a result as in a line", () => {
    const start = processorTime();
    `mx.b.example; spf=pass smtp.mailfrom=${'"\\'.repeat(100_000)}`.replace(QUOTED, "");
    expect(processorTime() - start).toBeLessThan(1000);
  });

  it("is no evidence that a message never left the provider, however many lines look so", () => {
    const inside = "from mx.b.example (mx.b.example [10.0.0.4]) by mx.b.example with ESMTP id 1";
    expect(traceOf(Array<string>(300).fill(inside))).toMatchObject({ state: "unknown", reason: "not-joined" });
  });
});

describe("names in the picture", () => {
  it.each([
    // U+202E reverses what follows; the letters are Cyrillic, Hebrew, full-width.
    ["\u202egro.knab.example", null],
    ["b\u0430nk.example", "xn--bnk-6cd.example"],
    ["\u05d1\u05e0\u05e7.example", "xn--5db4av.example"],
    ["\uff42\uff41\uff4e\uff4b.example", "bank.example"],
    ["bank\u200b.example", "bank.example"],
    ["You", null],
    ["verified,by\u00a0us", null],
    [`${"a".repeat(60)}.${"b".repeat(60)}.${"c".repeat(60)}.${"d".repeat(60)}.${"e".repeat(60)}.example`, null],
  ])("a host called %j is shown as %j, or by its address", (host, shown) => {
    const { names } = read([line(`${host} (unknown [203.0.113.7])`)]);
    expect(names).toContain(shown ?? "203.0.113.7");
    expect(names).toEqual(expect.not.arrayContaining([host]));
  });

  it("are domains or addresses of plain characters, whatever is written", () => {
    const any = fc.oneof(
      fc.string({ unit: "binary", maxLength: 40 }),
      fc.constantFrom("You", "in clear", "xn--a", "\u202e"),
    );
    const field = fc.tuple(any, any, any).map(([helo, rdns, by]) => line(`${helo} (${rdns} [203.0.113.7])`, by));
    fc.assert(
      fc.property(fc.array(fc.oneof(field, any), { maxLength: 5 }), (below) => {
        for (const name of read(below.map((one) => one.replace(/[\r\n]/g, " "))).names)
          expect(name).toMatch(/^$|^[\w-]+(?:\.[\w-]+)+$|^[\da-f.:]+$/);
      }),
    );
  });
});
