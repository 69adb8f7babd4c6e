import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isAligned, trustedResults } from "./authentication-results";
import { isPrivate } from "./ip";
import { traceOf } from "./trace";

const date = (minute: number): string => `Tue, 3 Nov 2026 10:${String(minute).padStart(2, "0")}:00 +0000`;

const delivered = `from mx.b.example (mx.b.example [10.0.0.4]) by store.b.example with LMTP id 1; ${date(30)}`;
const filtered = `from localhost (localhost [127.0.0.1]) by mx.b.example (amavisd-new, port 10024) with ESMTP id 2; ${date(29)}`;
const TLS13 = "(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits))";
const ingress = (tls = TLS13, minute = 28): string =>
  `from mail.a.example (mail.a.example [192.0.2.1]) ${tls} by mx.b.example (Postfix) with ESMTP${tls ? "S" : ""} id 3; ${date(minute)}`;
const submission = `from [10.1.2.3] (client.a.example [198.51.100.7]) ${TLS13} (Authenticated sender: alice) by mail.a.example (Postfix) with ESMTPSA id 4; ${date(27)}`;

describe("trace", () => {
  it("believes the provider's own lines up to the first from outside, and no further", () => {
    const trace = traceOf([delivered, filtered, ingress(), submission]);
    expect(trace).toMatchObject({ state: "proven", provider: "b.example", ownLines: 3, organisations: ["a.example"] });
    expect(trace.hops.map((hop) => [hop.place, hop.transport])).toEqual([
      ["claimed", "modern"],
      ["ingress", "modern"],
      ["inside", "clear"],
      ["inside", "clear"],
    ]);
  });

  it("an ingress in clear is proven to be in clear, whatever is claimed below it", () => {
    const trace = traceOf([delivered, ingress(""), submission]);
    expect(trace.hops.find((hop) => hop.place === "ingress")!.transport).toBe("clear");
  });

  it("mail that never left the provider is internal", () => {
    const inside = `from ws.b.example (ws.b.example [10.0.0.9]) by mx.b.example (Postfix) with ESMTP id 3; ${date(28)}`;
    expect(traceOf([delivered, inside])).toMatchObject({ state: "internal", ownLines: 2 });
  });

  it("Dovecot's line for what it got over a socket names a machine without an address, and it is the provider's", () => {
    const socket = `from store.b.example by imap.b.example with LMTP id wI6LSnpB2vPSwAAg (envelope-from <alice@a.example>) for <bob@b.example>; ${date(30)}`;
    const sent = `by mail.a.example (Postfix, from userid 33) id 9043026A0ED; ${date(27)}`;
    const trace = traceOf([socket, ingress(), sent]);
    expect(trace).toMatchObject({ state: "proven", provider: "b.example", ownLines: 2 });
    expect(trace.hops.map((hop) => [hop.place, hop.transport])).toEqual([
      ["ingress", "modern"],
      ["inside", "clear"],
    ]);
    expect(traceOf([socket])).toMatchObject({ state: "unknown", reason: "not-joined" });
  });

  it.each(["LMTPS", "UTF8LMTP", "UTF8LMTPS"])("%s leads into a mailbox as LMTP does", (protocol) => {
    const socket = `from store.b.example by imap.b.example with ${protocol} id wI6LSnpB2vPSwAAg; ${date(30)}`;
    expect(traceOf([socket, ingress(), submission])).toMatchObject({ state: "proven", ownLines: 2 });
  });

  it("a stranger's name under an address of the provider's own may have come through a proxy: nothing is known then", () => {
    const from = (peer: string, protocol = "ESMTP") =>
      `from ${peer} by mx.b.example (Postfix) with ${protocol} id 3; ${date(28)}`;
    const google = `by 2002:a05:6a10:1234:b0:5ab:1:2 with SMTP id x12csp1; ${date(27)}`;
    for (const peer of [
      "mail-wr1.google.com (unknown [172.18.0.1])",
      "mail-wr1.google.com (localhost [127.0.0.1])",
      "mail-wr1.google.com (fritz.box [192.168.178.1])",
    ])
      expect(traceOf([delivered, from(peer), google]), peer).toMatchObject({ state: "unknown", reason: "not-joined" });
    // No name that a peer gives itself proves that it is inside.
    for (const peer of ["desk (unknown [172.18.0.9])", "desk.lan (unknown [10.0.0.9])"])
      expect(traceOf([delivered, from(peer)]), peer).toMatchObject({ state: "unknown", reason: "not-joined" });
    for (const peer of [
      "desk (desk.lan [10.0.0.9])",
      "desk (unknown [127.0.0.1])",
      "localhost (localhost [::1])",
      "x.a.example (ws.b.example [10.0.0.9])",
    ])
      expect(traceOf([delivered, from(peer)]), peer).toMatchObject({ state: "internal" });
    expect(traceOf([delivered, from("mac.a.example (unknown [10.0.0.9])", "ESMTPSA")])).toMatchObject({
      state: "internal",
    });
  });

  it("a sender that calls itself by a name of the provider is still outside", () => {
    const liar = `from mx.b.example (unknown [203.0.113.9]) by mx.b.example (Postfix) with ESMTP id 3; ${date(28)}`;
    const forged = `from bank.example (bank.example [192.0.2.99]) ${TLS13} by mx.b.example (Postfix) with ESMTPS id 4; ${date(20)}`;
    const trace = traceOf([delivered, liar, forged]);
    expect(trace.hops.map((hop) => [hop.place, hop.transport])).toEqual([
      ["claimed", "modern"],
      ["ingress", "clear"],
      ["inside", "clear"],
    ]);
  });

  it("a server that the provider lets to a customer is outside, though its name is the provider's", () => {
    const stored = `from mx4.mail.ovh.net (unknown [10.0.0.4]) by vr1.mail.ovh.net with SMTP id 1; ${date(30)}`;
    const rented = `from vps-1a2b.vps.ovh.net (vps-1a2b.vps.ovh.net [203.0.113.9]) by mx4.mail.ovh.net (Postfix) with ESMTP id 2; ${date(29)}`;
    const forged = `from bank.example (bank.example [192.0.2.99]) ${TLS13} by mx1.mail.ovh.net (Postfix) with ESMTPS id 3; ${date(20)}`;
    const trace = traceOf([stored, rented, forged]);
    expect(trace).toMatchObject({ state: "proven", provider: "ovh.com", ownLines: 2 });
    expect(trace.hops.find((hop) => hop.place === "ingress")).toMatchObject({ transport: "clear" });
  });

  it("a rented server that goes by its landlord's name is no machine of his, nor are his other customers its own", () => {
    const own = `from x (mo12.mail-out.ovh.net [203.0.113.9]) by vps-8cfc3056.vps.ovh.net with esmtp (Exim 4.96) id 2; ${date(29)}`;
    expect(traceOf([own, ingress().replaceAll("b.example", "ovh.net")])).toMatchObject({
      state: "unknown",
      reason: "no-provider",
    });
  });

  it("mail fetched from another mailbox is followed into that mailbox's provider", () => {
    const fetched = `from mail.c.example [198.51.100.1] by localhost with IMAP (fetchmail-6.5.0) for bob@localhost (single-drop); ${date(29)}`;
    const there = ingress().replaceAll("b.example", "c.example");
    expect(traceOf([delivered, fetched, there])).toMatchObject({ state: "proven", provider: "c.example", ownLines: 3 });
  });

  it("Exchange Online's machines are known by their addresses, not by what they call themselves", () => {
    const between = `from AM5.eop-EUR02.prod.protection.outlook.com (2603:10a6:20b:1:cafe::1) by AM0.outlook.office365.com (2603:10a6:208:1::9) with Microsoft SMTP Server (version=TLS1_3, cipher=TLS_AES_256_GCM_SHA384) id 15.20.1 via Frontend Transport; ${date(29)}`;
    const into = (ip: string) =>
      `from AM5.prod.outlook.com (${ip}) by AM5.mail.protection.outlook.com (10.152.8.1) with Microsoft SMTP Server (version=TLS1_0, cipher=TLS_RSA_WITH_AES_128_CBC_SHA) id 15.20.1; ${date(28)}`;
    expect(traceOf([between, into("203.0.113.9")]).hops[0]).toMatchObject({ place: "ingress", transport: "weak" });
    expect(traceOf([between, into("40.107.1.2")])).toMatchObject({ state: "internal" });
  });

  it("Azure's machines, which anybody can rent, are none of Exchange Online's", () => {
    const into = (ip: string) =>
      `from AM5.prod.outlook.com (${ip}) by AM5.mail.protection.outlook.com (10.152.8.1) with Microsoft SMTP Server id 15.20.1; ${date(28)}`;
    for (const ip of ["2603:1020:200::683f:1", "2a01:111:f100:3002::8987:360c"])
      expect(traceOf([into(ip), ingress()]).hops.at(-1), ip).toMatchObject({ place: "ingress", transport: "clear" });
    for (const ip of ["2603:10a6:20b:1::1", "2603:1096:400::2", "2a01:111:f403:c200::1"])
      expect(traceOf([into(ip)]), ip).toMatchObject({ state: "internal" });
  });

  it("Google's machines are known by their addresses: whoever owns one may give it any name", () => {
    const into = (ip: string) =>
      `from x (mail-sor-f41.google.com. [${ip}]) by mx.google.com with ESMTP id a1; ${date(29)}`;
    const forged = ingress().replaceAll("mx.b.example", "mx.google.com");
    expect(traceOf([into("203.0.113.9"), forged])).toMatchObject({ state: "unknown", reason: "not-joined" });
    expect(traceOf([into("209.85.220.41")])).toMatchObject({ state: "internal" });
  });

  it("neighbours below a domain where everybody has one of their own are strangers", () => {
    const house = (name: string) =>
      `from x (mx.${name} [203.0.113.9]) by mx.b.eu.org (Postfix) with ESMTP id 3; ${date(28)}`;
    const forged = ingress().replaceAll("b.example", "b.eu.org");
    expect(traceOf([house("a.eu.org"), forged])).toMatchObject({ state: "proven", provider: "b.eu.org", ownLines: 1 });
    expect(traceOf([house("b.eu.org")])).toMatchObject({ state: "internal" });
  });

  it("Yahoo: what brought the message in stands below a line of loopback, named by address alone", () => {
    const lines = [
      `from 127.0.0.1 by atlas-production.v2-mail-prod1-gq1.omega.yahoo.com pod-id atlas--production-gq1-655cc88fc4-nczw5.gq1.yahoo.com with HTTP; ${date(30)}`,
      `from 192.0.2.1 (EHLO mail.a.example) by 10.253.62.170 with SMTPs (version=TLS1_3 cipher=TLS_AES_128_GCM_SHA256); ${date(29)}`,
    ];
    expect(traceOf(lines)).toMatchObject({ state: "proven", provider: "yahoo.com", ownLines: 2 });
    expect(traceOf(lines).hops[0]).toMatchObject({ place: "ingress", transport: "modern", from: { ip: "192.0.2.1" } });
  });

  it("iCloud: bare names of its own, the uppermost without an address", () => {
    const lines = [
      `from p00-icloudmta-smtpin-us-west-2a-60-percent-12 by p129-mailgateway-smtpin-yoxpo (mailgateway 2513B25) with SMTP id d573ca8a for <bob@icloud.com>; ${date(30)}`,
      `from mail.a.example (mail.a.example [192.0.2.1]) by p00-icloudmta-smtpin-us-west-2a-60-percent-12 (Postfix) with ESMTPS id 56DF7C0009F; ${date(29)}`,
    ];
    expect(traceOf(lines)).toMatchObject({ state: "proven", provider: "apple.com", ownLines: 2 });
    expect(traceOf(lines).hops[0]).toMatchObject({ place: "ingress", transport: "tls" });
  });

  it("Proton: a step between its own machines names no address", () => {
    const line = `from mail.protonmail.ch by mail.protonmail.ch; ${date(30)}`;
    expect(traceOf([line])).toMatchObject({ state: "internal", provider: "proton.me" });
  });

  it("Strato: of whoever logs in there is no address, and what they call themselves is none of its names", () => {
    const line = `from smtp.strato.de by smtp.strato.de (RZmta 55.5.6 AUTH) with ESMTPSA id z4d (using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256 bits)); ${date(30)}`;
    const forged = ingress().replaceAll("mx.b.example", "smtpin.rzone.de");
    expect(traceOf([line, forged])).toMatchObject({ state: "proven", ownLines: 1 });
  });

  it("Gandi: its mailboxes stand in a domain of another name", () => {
    const lines = [
      `from spool.mail.gandi.net (spool5.mail.gandi.net [217.70.178.214]) by nmboxes20.sd4.0x35.net (Postfix) with ESMTP id 7115220256; ${date(30)}`,
      `from mail.a.example (mail.a.example [192.0.2.1]) ${TLS13} by spool.mail.gandi.net (Postfix) with ESMTPS id 4B6; ${date(29)}`,
    ];
    expect(traceOf(lines)).toMatchObject({ state: "proven", provider: "gandi.net", ownLines: 2 });
  });

  it("Fastmail: machines with private names stand between, and its own results are believed", () => {
    const lines = [
      `from phl-mx-04 ([10.202.2.203]) by ams-compute-02.internal (LMTPProxy); ${date(30)}`,
      `from phl-mx-04.messagingengine.com (localhost [127.0.0.1]) by mailmx.phl.internal (Postfix) with ESMTP id A71211EA00E7; ${date(30)}`,
      `from mailmx.phl.internal (localhost [127.0.0.1]) by phl-mx-04.messagingengine.com (Authentication Milter) with ESMTP id 35022C783BF.281071EA00F1; ${date(29)}`,
      `from mail.a.example (mail.a.example [192.0.2.1]) ${TLS13} by phl-mx-04.messagingengine.com (Postfix) with ESMTPS; ${date(29)}`,
    ];
    const trace = traceOf(lines);
    expect(trace).toMatchObject({ state: "proven", provider: "fastmail.com", ownLines: 4 });
    const results = {
      name: "Authentication-Results",
      body: "phl-mx-04.messagingengine.com; dkim=pass header.d=a.example",
    };
    const [first, second, third, last] = lines.map((body) => ({ name: "Received", body }));
    expect(trustedResults([first!, second!, third!, results, last!], trace).dkim).toEqual(["a.example"]);
  });

  it("Orange: bare names are its own, and how the message came is not told", () => {
    const lines = [
      `from mwinf5c08 (mwinf5c08 [10.223.111.58]) by mwinb3f06 with LMTPA; ${date(30)}`,
      `from mail.a.example ([192.0.2.1]) by mwinf5c08 with ME id fkqq2200R4WJoZY03kqrdM; ${date(29)}`,
    ];
    expect(traceOf(lines)).toMatchObject({ state: "proven", provider: "orange.fr", ownLines: 2 });
    expect(traceOf(lines).hops[0]).toMatchObject({ place: "ingress", transport: "unknown" });
  });

  it("Gmail: its own 6to4 addresses are inside, the first line from elsewhere is the ingress", () => {
    const trace = traceOf([
      `by 2002:a05:6a10:1234:b0:5ab:1:2 with SMTP id x12csp1; ${date(30)}`,
      `from mail.a.example (mail.a.example. [192.0.2.1]) by mx.google.com with ESMTPS id a1 for <bob@gmail.com> (version=TLS1_2 cipher=ECDHE-ECDSA-AES128-GCM-SHA256 bits=128/128); ${date(29)}`,
      submission,
    ]);
    expect(trace).toMatchObject({ state: "proven", provider: "google.com", ownLines: 2 });
    expect(trace.hops.find((hop) => hop.place === "ingress")!.transport).toBe("modern");
  });

  it.each([
    ["no-lines", []],
    ["not-understood", [delivered, "nonsense", ingress()]],
    ["time-runs-back", [delivered, ingress(TLS13, 59)]],
    ["not-joined", [delivered, `from x (x.c.example [10.9.9.9]) by relay.c.example with ESMTP id 9; ${date(28)}`]],
    ["no-provider", [`from mail.a.example (mail.a.example [192.0.2.1]) by mx (Postfix) with ESMTP id 3; ${date(28)}`]],
  ] as const)("a path that cannot be verified says why: %s", (reason, lines) => {
    const trace = traceOf(lines);
    expect(trace).toMatchObject({ state: "unknown", reason, ownLines: 0 });
    expect(trace.hops.every((hop) => hop.place === "claimed")).toBe(true);
  });

  it("what stands below the ingress changes nothing that is proven", () => {
    const line = fc.oneof(
      fc.constantFrom(delivered, filtered, ingress(), submission, ingress("")),
      fc.string({ maxLength: 200 }),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), (below) => {
        const own = [delivered, filtered, ingress("")];
        const [bare, forged] = [traceOf(own), traceOf([...own, ...below])];
        expect(forged).toMatchObject({ state: bare.state, provider: bare.provider, ownLines: bare.ownLines });
        expect(forged.hops.slice(-3)).toEqual(bare.hops);
        expect(forged.hops.slice(0, -3).every((hop) => hop.place === "claimed")).toBe(true);
      }),
    );
  });
});

describe("Authentication-Results", () => {
  const trace = traceOf([delivered, ingress()]);
  const field = (id: string, dkim = "pass") => ({
    name: "Authentication-Results",
    body: `${id} (by us); spf=pass smtp.mailfrom=a.example;\r\n dkim=${dkim} (2048-bit) header.d=mail.a.example; dmarc=pass`,
  });
  const received = (body: string) => ({ name: "Received", body });

  it("counts what the provider wrote above its line of ingress", () => {
    const fields = [received(delivered), field("mx.b.example"), received(ingress())];
    expect(trustedResults(fields, trace)).toEqual({
      dkim: ["mail.a.example"],
      spf: "pass",
      dmarc: "pass",
      arc: "none",
    });
  });

  it.each([
    ["below the ingress", [received(delivered), received(ingress()), field("mx.b.example")]],
    ["under another's name", [received(delivered), field("mx.a.example"), received(ingress())]],
    [
      "under a name that only begins like ours",
      [received(delivered), field("b.example.evil.test"), received(ingress())],
    ],
  ])("not what stands %s", (_, fields) => {
    expect(trustedResults(fields, trace)).toEqual({ dkim: [], spf: "none", dmarc: "none", arc: "none" });
  });

  it("of several programs of the provider each is heard, and of two verdicts the upper holds", () => {
    const one = (text: string) => ({ name: "Authentication-Results", body: `mx.b.example; ${text}` });
    const fields = [
      received(delivered),
      one("dmarc=fail header.from=a.example"),
      one("dkim=pass header.d=a.example"),
      one("dmarc=pass; dkim=pass header.d=c.example"),
      received(ingress()),
      one("dkim=pass header.d=forged.example"),
    ];
    expect(trustedResults(fields, trace)).toMatchObject({ dkim: ["a.example", "c.example"], dmarc: "fail" });
  });

  it("of DKIM what the last machine found that looked: one in between may be a customer's, and have changed the message", () => {
    const [first, second] = [
      ingress(),
      ingress(TLS13, 27).replace("mail.a.example [192.0.2.1]", "mx2.b.example [192.0.2.2]"),
    ];
    const twice = traceOf([delivered, second, first]);
    expect(twice).toMatchObject({ state: "proven", ownLines: 3 });
    const fields = (upper: string) => [
      received(delivered),
      field("mx.b.example", upper),
      received(second),
      field("mx.b.example"),
      received(first),
    ];
    expect(trustedResults(fields("fail"), twice).dkim).toEqual([]);
    expect(trustedResults(fields("none"), twice).dkim).toEqual([]);
    const silent = fields("pass").toSpliced(1, 1, { name: "Authentication-Results", body: "mx.b.example; spf=pass" });
    expect(trustedResults(silent, twice).dkim).toEqual(["mail.a.example"]);
  });

  it.each([
    'spf=pass smtp.mailfrom="x; dkim=pass header.d=bank.example; y"@a.example',
    'spf=pass smtp.mailfrom="x\\"; dkim=pass header.d=bank.example; y"@a.example',
    'spf=pass (b.example: domain of "x); dkim=pass header.d=bank.example; y=(z"@a.example designates it) smtp.mailfrom=a.example',
    'spf=pass smtp.mailfrom="x; dkim=pass header.d=bank.example',
    'dkim=pass reason="; dkim=pass header.d=bank.example" header.s=s1',
    'dkim=pass reason="header.d=bank.example" header.i=@a.example',
    'dkim=pass header.i="x@bank.example"@a.example header.s=s1',
    "dkim=pass header.i=header.d=bank.example@a.example header.s=s1",
    "dkim=pass header.i=@bank.example@a.example",
    "dkim=pass header.i=x header.d=bank.example @a.example",
    "dkim=pass header.d=a.example header.d=bank.example",
    "dkim=pass-by-nobody header.d=bank.example",
    "dkim-adsp=pass header.d=bank.example",
  ])("nothing that a sender chooses becomes a verdict: %s", (text) => {
    const fields = [
      received(delivered),
      { name: "Authentication-Results", body: `mx.b.example; ${text}` },
      received(ingress()),
    ];
    expect(trustedResults(fields, trace).dkim).not.toContain("bank.example");
  });

  it.each([
    ["mx.b.example; dkim=pass header.i=@a.example header.s=20230601 arc_overridden_status=NOT_OVERRIDDEN", "a.example"],
    [
      'mx.b.example; dkim=pass (2048-bit key; unprotected) header.d=a.example header.i=@a.example header.b="f8JFuCg/"',
      "a.example",
    ],
    ['mx.b.example 1; dkim=pass reason="2048-bit key" header.d="a.example"', "a.example"],
    [' mx.b.example; dkim = pass header.i = "bob"@a.example', "a.example"],
    ["MX.B.Example; DKIM=PASS header.D=A.example", "a.example"],
  ])("reads whom %s names", (body, signer) => {
    const fields = [received(delivered), { name: "Authentication-Results", body }, received(ingress())];
    expect(trustedResults(fields, trace).dkim).toEqual([signer]);
  });

  it("Exchange Online's, which bears no name, by its place alone", () => {
    const lines = [
      `from AM5.eop-EUR02.prod.protection.outlook.com (2603:10a6:20b:1:cafe::1) by AM0.outlook.office365.com (2603:10a6:208:1::9) with Microsoft SMTP Server (version=TLS1_3, cipher=TLS_AES_256_GCM_SHA384) id 15.20.1 via Frontend Transport; ${date(29)}`,
      `from mail.a.example (192.0.2.1) by AM5.mail.protection.outlook.com (10.152.8.1) with Microsoft SMTP Server (version=TLS1_3, cipher=TLS_AES_256_GCM_SHA384) id 15.20.1 via Frontend Transport; ${date(28)}`,
    ].map(received);
    const results = {
      name: "Authentication-Results",
      body: "spf=pass (sender IP is 192.0.2.1)\r\n smtp.mailfrom=a.example; tenant.onmicrosoft.com; dkim=pass (signature was\r\n verified) header.d=a.example;tenant.onmicrosoft.com; dmarc=pass\r\n action=none header.from=a.example;compauth=pass reason=100",
    };
    const [inner, outer] = lines as [(typeof lines)[0], (typeof lines)[0]];
    const outlook = traceOf(lines.map(({ body }) => body));
    expect(trustedResults([inner, results, outer], outlook)).toMatchObject({
      dkim: ["a.example"],
      spf: "pass",
      dmarc: "pass",
    });
    expect(trustedResults([inner, outer, results], outlook).dkim).toEqual([]);
    // No other provider is believed without a name.
    expect(trustedResults([received(delivered), results, received(ingress())], trace).dkim).toEqual([]);
  });

  it("Gmail's own, which it writes below its line, is the topmost under its name", () => {
    const lines = [
      `by 2002:a05:6a10:1234:b0:5ab:1:2 with SMTP id x12csp1; ${date(30)}`,
      `from mail.a.example (mail.a.example. [192.0.2.1]) by mx.google.com with ESMTPS id a1; ${date(29)}`,
    ];
    const fields = [...lines.map(received), field("mx.google.com", "fail"), field("mx.google.com")];
    expect(trustedResults(fields, traceOf(lines)).dkim).toEqual([]);
    // Never below another Received line: Google writes its results directly below its own.
    const late = [...lines.map(received), received(submission), field("mx.google.com")];
    expect(trustedResults(late, traceOf(lines)).dkim).toEqual([]);
  });

  it("aligned means the same domain as From", () => {
    const signedBy = (...dkim: string[]) => ({ dkim, spf: "pass", dmarc: "pass", arc: "pass" }) as const;
    expect(isAligned(signedBy("mail.a.example"), "alice@a.example")).toBe(true);
    expect(isAligned(signedBy("a.example.evil.test"), "alice@a.example")).toBe(false);
    expect(isAligned(signedBy(), "alice@a.example")).toBe(false);
    // One operator, but a mailbox at one of its domains does not speak for another.
    expect(isAligned(signedBy("hotmail.com"), "billing@microsoft.com")).toBe(false);
    expect(isAligned(signedBy("evil.onmicrosoft.com"), "alice@good.onmicrosoft.com")).toBe(false);
    expect(isAligned(signedBy("good.onmicrosoft.com"), "alice@good.onmicrosoft.com")).toBe(true);
    expect(isAligned(signedBy("evil.brevosend.com"), "news@good.brevosend.com")).toBe(false);
    // Below a reseller's domain all customers are strangers to each other, and to the reseller.
    expect(isAligned(signedBy("evil.uk.com"), "alice@bank.uk.com")).toBe(false);
    expect(isAligned(signedBy("evil.eu.org"), "noreply@eu.org")).toBe(false);
    expect(isAligned(signedBy("eu.org"), "noreply@eu.org")).toBe(true);
    // Nor does a domain that gives names to everybody speak for their holders, or they for it.
    for (const shared of ["github.io", "herokuapp.com", "zendesk.com", "web.app", "myshopify.com"]) {
      expect(isAligned(signedBy(shared), `alice@tenant.${shared}`)).toBe(false);
      expect(isAligned(signedBy(`evil.${shared}`), `support@${shared}`)).toBe(false);
      expect(isAligned(signedBy(`evil.${shared}`), `alice@tenant.${shared}`)).toBe(false);
      expect(isAligned(signedBy(`tenant.${shared}`), `alice@mail.tenant.${shared}`)).toBe(true);
    }
    // Two subdomains of one domain need not have one owner (docs/decisions/0008).
    expect(isAligned(signedBy("mail.a.example"), "alice@news.a.example")).toBe(false);
    expect(isAligned(signedBy("a.example"), "alice@news.a.example")).toBe(true);
  });
});

describe("private addresses", () => {
  it.each([
    "10.1.2.3",
    "127.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "100.64.0.1",
    "::1",
    "fe80::1",
    "fd00::1",
    "2002:a05:6a10::1",
    "::ffff:10.0.0.1",
  ])("%s cannot come from outside", (ip) => {
    expect(isPrivate(ip)).toBe(true);
  });
  it.each([
    "192.0.2.1",
    "172.32.0.1",
    "100.128.0.1",
    "2001:db8::1",
    "2002:808::1",
    "::ffff:8.8.8.8",
    "not an address",
    "1.2.3",
  ])("%s may", (ip) => {
    expect(isPrivate(ip)).toBe(false);
  });
});
