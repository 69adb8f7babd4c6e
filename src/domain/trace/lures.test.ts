import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { traceOf } from "./trace";

// The sender of a message chooses its HELO, the DNS name of its address and the envelope, and servers write all three into
// their lines. None of it may pass for the server's own words: each of these once made an ingress line look local, or like
// TLS, so that the forged line below it was believed.

const DATE = "Tue, 3 Nov 2026 10:28:00 +0000";
const FORGED =
  "from bank.example (bank.example [192.0.2.99]) (using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits)) by mx.b.example (Postfix) with ESMTPS id 4; Tue, 3 Nov 2026 10:20:00 +0000";

const postfix = (helo: string, rdns = "unknown"): string =>
  `from ${helo} (${rdns} [203.0.113.9]) by mx.b.example (Postfix) with ESMTP id 3; ${DATE}`;
const exim = (helo: string, from = "a@a.example"): string =>
  `from [203.0.113.9] (helo=${helo}) by mx.b.example with esmtp (Exim 4.98) (envelope-from <${from}>) id 3; ${DATE}`;
/** The envelope as Exim accepts it (RFC 5321 4.1.2): a quoted local part may hold anything. */
const quoted = (inside: string): string => exim("mail.a.example", `"x) ${inside} (y"@a.example`);
const exchange = (helo: string): string =>
  `from ${helo} (203.0.113.9) by mx.b.example (10.0.0.3) with Microsoft SMTP Server id 15.2.1; ${DATE}`;
const chasquid = (helo: string): string =>
  `from [203.0.113.9] (${helo}) by mx.b.example (chasquid) with ESMTP (over SMTP, plain text!, envelope from "a@a.example"); ${DATE}`;
const chasquidToday = (helo: string): string =>
  `from ${helo} ([203.0.113.9])\nby mx.b.example (chasquid) with ESMTP\n(over SMTP, plain text!, envelope from "a@a.example")\n; ${DATE}`;
const qmail = (helo: string): string => `from unknown (HELO ${helo}) (203.0.113.9) by mx.b.example with SMTP; ${DATE}`;
const haraka = (helo: string): string =>
  `from ${helo} (NXDOMAIN [203.0.113.9]) by mx.b.example (Haraka/3.0.5) with ESMTP id D.1 envelope-from <a@a.example>; ${DATE}`;
const opensmtpd = (rdns: string): string =>
  `from mx.b.example (${rdns} [203.0.113.9]) by mx.b.example (OpenSMTPD) with ESMTP id 3; ${DATE}`;

describe("a sender is outside, and in clear, though", () => {
  it.each([
    ["it calls itself by a keyword of the line", postfix("by")],
    ["it calls itself by another", postfix("with")],
    ["it calls itself tls", postfix("tls")],
    ["it calls itself by the provider's name", postfix("mx.b.example")],
    ["it calls itself by a private address", postfix("[10.0.0.1]")],
    ["it calls itself by a private address, without brackets", exchange("10.0.0.1")],
    ["it calls itself by a private address where the true one stands first", chasquid("[10.0.0.1]")],
    ["it calls itself by brackets and a private address", exim("x]mx.b.example[10.0.0.1]")],
    ["it calls itself by what is left of brackets", qmail("x]127.0.0.1")],
    ["it calls itself by the beginning of a path", haraka("<127.0.0.1")],
    ["it calls itself by a private address where chasquid writes names", chasquidToday("[127.0.0.1]")],
    ["it calls itself by a version of TLS", exim("TLSv1.3")],
    ["it calls itself by a cipher", exim("TLS_AES_256_GCM_SHA384")],
    ["it calls itself by a version, beside its address", chasquid("TLS1.3")],
    ["it writes a version on the envelope", exim("mail.a.example", "TLSv1.3@a.example")],
    ["it is called like a mailbox fetcher", exim("fetchmail")],
    ["the DNS calls it like a mailbox fetcher", postfix("mail.a.example", "fetchmail.a.example")],
    ["a mailbox fetcher stands on its envelope", exim("mail.a.example", "fetchmail@a.example")],
    ["its envelope closes the comment it stands in, and opens one about TLS", quoted("(TLS1.3)")],
    ["its envelope closes the comment it stands in before a clause about TLS", quoted("tls TLS_AES_256_GCM_SHA384")],
    [
      "its envelope closes the comment it stands in, and opens one about a program of the house",
      quoted("(from userid 33)"),
    ],
    ["its envelope closes the comment it stands in, and opens one about a mailbox fetcher", quoted("(fetchmail-6.5)")],
    ["its envelope does so with quotes of its own", quoted('\\") (TLS1.3) (\\"')],
    [
      "its envelope has a private address where the true one stands",
      `from unknown (HELO mail.a.example) (x@[203.0.113.9]) (envelope-sender <a@[IPv6:fd00::1]>) by mx.b.example (qmail-ldap-1.03) with SMTP; ${DATE}`,
    ],
    ["its own DNS gives it the provider's name, which nobody looked up the other way", opensmtpd("mx.b.example")],
  ])("%s", (_, line) => {
    const trace = traceOf([line, FORGED]);
    expect(trace).toMatchObject({ state: "proven", provider: "b.example", ownLines: 1 });
    expect(trace.hops.map(({ place, transport, from }) => [place, transport, from.ip])).toEqual([
      ["claimed", "modern", "192.0.2.99"],
      ["ingress", "clear", "203.0.113.9"],
    ]);
  });

  it.each([
    `from x by mx.b.example (203.0.113.9) by mx.b.example with Microsoft SMTP Server id 15.2.1; ${DATE}`,
    `from x by mx.b.example with ESMTPS (unknown [203.0.113.9]) by mx.b.example with ESMTP id 3; ${DATE}`,
    `from x by mx.b.example id 1 (unknown [203.0.113.9]) by mx.b.example with ESMTP id 3; ${DATE}`,
    `from (x)by mx.b.example(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384)from (unknown [203.0.113.9]) by mx.b.example with ESMTP id 3; ${DATE}`,
  ])("a line with two writers is no line we understand: %s", (two) => {
    expect(traceOf([two, FORGED])).toMatchObject({ state: "unknown", reason: "no-provider" });
  });

  it("a way that a peer tells of before the writer of the line is none", () => {
    const line = `from ::1 via x ([203.0.113.9]) by mx.b.example with ESMTP id 3; ${DATE}`;
    expect(traceOf([line, FORGED])).toMatchObject({ state: "unknown" });
  });

  it.each([
    `from x (mx.b.example [10.0.0.1]) (unknown [203.0.113.9]) by mx.b.example with ESMTP id 3; ${DATE}`,
    `from (using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384) ([203.0.113.9]) by mx.b.example with ESMTP id 3; ${DATE}`,
    exim(") (using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384)"),
    `from x [10.0.0.1] ([203.0.113.9]) by mx.b.example with ESMTP id 3; ${DATE}`,
    `from unknown (HELO x) (10.0.0.1) (203.0.113.9) by mx.b.example with SMTP; ${DATE}`,
  ])("a line with two addresses, a name of several words or more than a name is none we understand: %s", (line) => {
    expect(traceOf([line, FORGED])).toMatchObject({ state: "unknown" });
  });

  it("a line that names its peer by address, but not as one, is none we understand", () => {
    const maddy = `([203.0.113.9]) by mx.b.example (envelope-sender <a@a.example>) with ESMTP id 3; ${DATE}`;
    expect(traceOf([maddy, FORGED])).toMatchObject({ state: "unknown", reason: "no-provider" });
    expect(traceOf([`(from root@localhost) by mx.b.example (8.18.1/8.18.1) id 3; ${DATE}`]).state).toBe("internal");
  });

  it.each([
    [
      "nobody says which program looked up its name, which is the provider's",
      "from x (mx.b.example [203.0.113.9]) by mx.b.example with ESMTP",
    ],
    ["no address is written down beside its bare name", "from localhost by mx.b.example with ESMTP"],
    [
      "it comes from behind a translation of addresses, and calls itself localhost",
      "from localhost (unknown [172.18.0.1]) by mx.b.example (Postfix) with ESMTP",
    ],
    [
      "it comes from there, and calls itself by the provider's name",
      "from mx.b.example (unknown [172.18.0.1]) by mx.b.example (Postfix) with ESMTP",
    ],
    [
      "it comes from there, and calls itself by a name of some house",
      "from ex01.corp.local (10.0.0.1) by mx.b.example (10.0.0.3) with Microsoft SMTP Server",
    ],
  ])("nothing is known where %s", (_, line) => {
    for (const below of [[], [FORGED]])
      expect(traceOf([`${line} id 3; ${DATE}`, ...below])).toMatchObject({ state: "unknown", reason: "not-joined" });
  });

  it.each([
    `from x (mx.b.example [10.0.0.1]) by mx.b.example with ESMTPS (y (unknown [203.0.113.9]) by mx.b.example with ESMTP id 3; ${DATE}`,
    `from x (mx.b.example [10.0.0.1]) by mx.b.example with ESMTPS " (unknown [203.0.113.9]) by mx.b.example with ESMTP id 3; ${DATE}`,
    `from x (mx.b.example [10.0.0.1]) by mx.b.example with ESMTPS "\\" (unknown [203.0.113.9]) by mx.b.example with ESMTP id 3; ${DATE}`,
  ])("a name that swallows the rest of the line makes it none we understand: %s", (line) => {
    expect(traceOf([line, FORGED])).toMatchObject({ state: "unknown", reason: "no-provider" });
  });

  it.each([
    "(; Tue, 3 Nov 2026 10:28:00 +0000[IPv6:::1])ESMTPS",
    "(10:28:00 [10.0.0.1])y",
    "(12:00[127.0.0.1])",
    "(1:2:3]b[::1]c)with",
  ])("a name with a comment of its own, whose address hangs on a word, makes it none we understand: %s", (helo) => {
    expect(traceOf([postfix(helo), FORGED])).toMatchObject({ state: "unknown", reason: "no-provider" });
  });

  it("nobody logged in because a name says so", () => {
    for (const line of [exim("auth=alice"), chasquid("auth=alice"), postfix("ESMTPSA", "auth.a.example")])
      expect(traceOf([line]).hops[0]).toMatchObject({ authenticated: false });
  });
});

describe("a line in clear is never taken for more", () => {
  const PIECES = [
    ...["by", "with", "via", "tls", "id", "for", "from", "local", "imap", "LMTP", "ESMTPS", "ESMTPSA", "helo=x", "TLS"],
    ...["[", "]", "<", ">", "(", ")", '"', ";", "\\", "=", ",", "@", "/", " "],
    ...[
      "[10.0.0.1]",
      "10.0.0.1",
      "127.0.0.1",
      "[IPv6:::1]",
      "::1",
      "localhost",
      "mx.b.example",
      "TLS_AES_256_GCM_SHA384",
    ],
    ...["(TLS1.3)", "(from userid 33)", "(fetchmail-1)", "(mx.b.example [10.0.0.1])", "(Postfix)", "(Exim 4.98)"],
    ...[
      "(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384)",
      "by mx.b.example",
      "with ESMTPS",
      "; Tue, 3 Nov 2026 10:28:00 +0000",
    ],
  ];
  const pieces = fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 8 }).map((some) => some.join(""));
  const wild = pieces.filter((text) => text.trim() !== "");
  /** What even the strictest of these programs let through. */
  const tame = pieces.map((text) => text.replaceAll(/[\s()"]/g, "")).filter((text) => text !== "");
  const quoted = pieces.map((text) => `"${text.replaceAll(/[\\"]/g, "\\$&")}"@a.example`);

  const holds = (line: string): void => {
    const { state, ownLines, hops } = traceOf([line, FORGED]);
    if (state === "unknown") return;
    expect([state, ownLines], line).toEqual(["proven", 1]);
    expect(hops.find(({ place }) => place === "ingress")!.transport, line).toMatch(/^(?:clear|unknown)$/);
  };

  it.each(Object.entries({ postfix, exchange, chasquidToday, haraka }))(
    "whatever words the peer calls itself: %s",
    (_, line) => {
      fc.assert(
        fc.property(wild, (helo) => holds(line(helo))),
        { numRuns: 3000 },
      );
    },
  );

  it.each(Object.entries({ exim, qmail, chasquid }))("whatever one word the peer calls itself: %s", (_, line) => {
    fc.assert(
      fc.property(tame, (helo) => holds(line(helo))),
      { numRuns: 3000 },
    );
  });

  it("whatever stands on the envelope", () => {
    const maddy = (from: string): string =>
      `from x ([203.0.113.9]) by mx.b.example (envelope-sender <${from}>) with ESMTP id 3; ${DATE}`;
    fc.assert(
      fc.property(quoted, (from) => {
        for (const line of [exim("x", from), maddy(from)]) holds(line);
      }),
      { numRuns: 3000 },
    );
  });
});
