import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readReceived } from "./received";
import { type Transport, transportOf, transportOfProtocol } from "./tls";

const DATE = "Tue, 3 Nov 2026 10:00:00 +0100";

/** One line of each style: verified host name, HELO, address, and the quality of the transport. */
const STYLES: readonly {
  readonly style: string;
  readonly line: string;
  readonly rdns: string | null;
  readonly helo: string | null;
  readonly ip: string | null;
  readonly by: string | null;
  readonly transport: Transport;
}[] = [
  {
    style: "Postfix with TLS 1.3",
    line: `from mail.a.example (mx.a.example [192.0.2.1]) (using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits) key-exchange X25519 server-signature RSA-PSS (2048 bits)) (No client certificate requested) by mx.b.example (Postfix) with ESMTPS id 4Ab for <bob@b.example>; ${DATE}`,
    rdns: "mx.a.example",
    helo: "mail.a.example",
    ip: "192.0.2.1",
    by: "mx.b.example",
    transport: "modern",
  },
  {
    style: "Postfix, name not checked, IPv6",
    line: `from mail.a.example (unknown [IPv6:2001:db8::25]) (using TLSv1.2 with cipher ECDHE-RSA-AES128-GCM-SHA256 (128/128 bits)) by mx.b.example (Postfix) with ESMTPS id 4Ab; ${DATE}`,
    rdns: null,
    helo: "mail.a.example",
    ip: "2001:db8::25",
    by: "mx.b.example",
    transport: "modern",
  },
  {
    style: "Postfix in clear",
    line: `from mail.a.example (mail.a.example [192.0.2.1]) by mx.b.example (Postfix) with ESMTP id 4Ab; ${DATE}`,
    rdns: "mail.a.example",
    helo: "mail.a.example",
    ip: "192.0.2.1",
    by: "mx.b.example",
    transport: "clear",
  },
  {
    style: "Google",
    line: `from mail.a.example (mail.a.example. [192.0.2.1]) by mx.google.com with ESMTPS id a1-2 for <bob@gmail.com> (version=TLS1_3 cipher=TLS_AES_256_GCM_SHA384 bits=256/256); ${DATE}`,
    rdns: "mail.a.example",
    helo: "mail.a.example",
    ip: "192.0.2.1",
    by: "mx.google.com",
    transport: "modern",
  },
  {
    style: "Google Transport Security",
    line: `from mail-sor-f41.google.com (mail-sor-f41.google.com. [209.85.220.41]) by mx.google.com with SMTPS id x1 for <bob@gmail.com> (Google Transport Security); ${DATE}`,
    rdns: "mail-sor-f41.google.com",
    helo: "mail-sor-f41.google.com",
    ip: "209.85.220.41",
    by: "mx.google.com",
    transport: "modern",
  },
  {
    style: "Google, inside",
    line: `by 2002:a05:6a10:1234:b0:5ab:1:2 with SMTP id x12csp1; ${DATE}`,
    rdns: null,
    helo: null,
    ip: null,
    by: "2002:a05:6a10:1234:b0:5ab:1:2",
    transport: "clear",
  },
  {
    style: "Exchange Online",
    line: `from mail.a.example (192.0.2.1) by AM5EUR02FT005.mail.protection.outlook.com (10.152.8.1) with Microsoft SMTP Server (version=TLS1_2, cipher=TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384) id 15.20.1 via Frontend Transport; ${DATE}`,
    rdns: null,
    helo: "mail.a.example",
    ip: "192.0.2.1",
    by: "am5eur02ft005.mail.protection.outlook.com",
    transport: "modern",
  },
  {
    style: "Exchange with TLS 1.2 but a cipher without authenticated encryption",
    line: `from mail.a.example (192.0.2.1) by x.mail.protection.outlook.com (10.152.8.1) with Microsoft SMTP Server (version=TLS1_2, cipher=TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384) id 15.20.1; ${DATE}`,
    rdns: null,
    helo: "mail.a.example",
    ip: "192.0.2.1",
    by: "x.mail.protection.outlook.com",
    transport: "weak",
  },
  {
    style: "Microsoft SMTPSVC is the name of a program, not TLS",
    line: `from server.a.example ([192.0.2.7]) by mail.b.example with Microsoft SMTPSVC(5.0.2195.6713); ${DATE}`,
    rdns: null,
    helo: "server.a.example",
    ip: "192.0.2.7",
    by: "mail.b.example",
    transport: "clear",
  },
  {
    style: "Exim with TLS 1.3",
    line: `from mx.a.example ([192.0.2.1] helo=mail.a.example) by mx.b.example with esmtps (TLS1.3) tls TLS_AES_256_GCM_SHA384 (Exim 4.96) (envelope-from <a@a.example>) id 1abc-01 for bob@b.example; ${DATE}`,
    rdns: "mx.a.example",
    helo: "mail.a.example",
    ip: "192.0.2.1",
    by: "mx.b.example",
    transport: "modern",
  },
  {
    style: "Exim, called by its DNS name, over IPv6 from a port",
    line: `from mx.a.example ([2001:db8:142:3::10]:56768) by mx.b.example with esmtps (TLS1.2:ECDHE_RSA_AES_256_GCM_SHA384:256) (Exim 4.90_1) (envelope-from <a@a.example>) id 1nk1bX-0002uQ-Nm; ${DATE}`,
    rdns: "mx.a.example",
    helo: "mx.a.example",
    ip: "2001:db8:142:3::10",
    by: "mx.b.example",
    transport: "modern",
  },
  {
    style: "Nemesis of GMX and IONOS",
    line: `from mail.a.example ([192.0.2.1]) by mx-ha.gmx.net (mxgmx016 [212.227.15.9]) with ESMTPS (Nemesis) id 1MAfUo-1t50lM41Lk-0063ZB for <bob@gmx.net>; ${DATE}`,
    rdns: null,
    helo: "mail.a.example",
    ip: "192.0.2.1",
    by: "mx-ha.gmx.net",
    transport: "tls",
  },
  {
    style: "Exim of 2019",
    line: `from [192.0.2.1] (helo=mail.a.example) by mx.b.example with esmtps (TLSv1.2:ECDHE-RSA-AES256-GCM-SHA384:256) (Exim 4.92) id 1abc; ${DATE}`,
    rdns: null,
    helo: "mail.a.example",
    ip: "192.0.2.1",
    by: "mx.b.example",
    transport: "modern",
  },
  {
    style: "qmail with RC4",
    line: `from mx.a.example (HELO mail.a.example) (192.0.2.1) by mx.b.example with (TLSv1:RC4-MD5:128 encrypted) SMTP; 3 Nov 2026 09:00:00 -0000`,
    rdns: null,
    helo: "mail.a.example",
    ip: "192.0.2.1",
    by: "mx.b.example",
    transport: "weak",
  },
  {
    style: "Sendmail, name may be forged",
    line: `from mail.a.example (mx.a.example [192.0.2.1] (may be forged)) by mx.b.example (8.17.1/8.17.1) with ESMTPS id 1 (version=TLSv1.1 cipher=ECDHE-RSA-AES256-SHA bits=256 verify=NOT) for <bob@b.example>; ${DATE}`,
    rdns: null,
    helo: "mail.a.example",
    ip: "192.0.2.1",
    by: "mx.b.example",
    transport: "weak",
  },
  {
    style: "the keyword alone",
    line: `from mx.a.example (mx.a.example [192.0.2.1]) by mx.b.example with UTF8SMTPS id 1; ${DATE}`,
    rdns: "mx.a.example",
    helo: "mx.a.example",
    ip: "192.0.2.1",
    by: "mx.b.example",
    transport: "tls",
  },
  {
    style: "the tls clause of RFC 8314",
    line: `from mx.a.example (mx.a.example [192.0.2.1]) by mx.b.example with ESMTPS tls TLS_AES_128_GCM_SHA256 id 1; ${DATE}`,
    rdns: "mx.a.example",
    helo: "mx.a.example",
    ip: "192.0.2.1",
    by: "mx.b.example",
    transport: "modern",
  },
  {
    style: "the tls clause of RFC 8314, with the group of the exchange",
    line: `from mx.a.example (mx.a.example [192.0.2.1]) by mx.b.example with ESMTPS tls TLS_AES_128_GCM_SHA256 group x25519 id 1; ${DATE}`,
    rdns: "mx.a.example",
    helo: "mx.a.example",
    ip: "192.0.2.1",
    by: "mx.b.example",
    transport: "modern",
  },
  {
    style: "the tls clause of RFC 8314, with a cipher that the server has no name for",
    line: `from mx.a.example (mx.a.example [192.0.2.1]) by mx.b.example with ESMTPS tls 0x1301 id 1; ${DATE}`,
    rdns: "mx.a.example",
    helo: "mx.a.example",
    ip: "192.0.2.1",
    by: "mx.b.example",
    transport: "tls",
  },
  {
    style: "an anonymous cipher",
    line: `from mx.a.example (mx.a.example [192.0.2.1]) (using TLSv1.2 with cipher ADH-AES256-GCM-SHA384 (256/256 bits)) by mx.b.example (Postfix) with ESMTPS id 1; ${DATE}`,
    rdns: "mx.a.example",
    helo: "mx.a.example",
    ip: "192.0.2.1",
    by: "mx.b.example",
    transport: "weak",
  },
  {
    style: "Yandex, which tells of TLS after the date",
    line: `from mail.a.example (mail.a.example [192.0.2.1]) by mxfront3q.mail.yandex.net (mxfront/Yandex) with ESMTPS id EGNfVZSP6P; ${DATE} (using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits)) (Client certificate not present)`,
    rdns: "mail.a.example",
    helo: "mail.a.example",
    ip: "192.0.2.1",
    by: "mxfront3q.mail.yandex.net",
    transport: "modern",
  },
  {
    style: "qmail-ldap, as WP and SAPO write it",
    line: `from unknown (HELO mail.a.example) (a@a.example@[192.0.2.1]) (envelope-sender <a@a.example>) by mx.wp.pl (WP-SMTPD) with ECDHE-RSA-AES256-GCM-SHA384 encrypted SMTP for <bob@wp.pl>; ${DATE}`,
    rdns: null,
    helo: "mail.a.example",
    ip: "192.0.2.1",
    by: "mx.wp.pl",
    transport: "modern",
  },
  {
    style: "SmarterMail, which names versions as .NET does",
    line: `from mail.a.example (mail.a.example [192.0.2.1]) by mail.b.example with SMTP (version=Tls13 cipher=Aes256 bits=256); ${DATE}`,
    rdns: "mail.a.example",
    helo: "mail.a.example",
    ip: "192.0.2.1",
    by: "mail.b.example",
    transport: "modern",
  },
  {
    style: "Kerio Connect",
    line: `from mail.a.example ([192.0.2.1]) by mail.b.example (Kerio Connect 10.0.8 patch 2) with ESMTPS (using TLSv1.2 with cipher ECDHE-RSA-AES256-GCM-SHA384 (256 bits)); ${DATE}`,
    rdns: null,
    helo: "mail.a.example",
    ip: "192.0.2.1",
    by: "mail.b.example",
    transport: "modern",
  },
];

describe("Received lines", () => {
  it.each(STYLES)("$style", ({ line, rdns, helo, ip, by, transport }) => {
    const read = readReceived(line)!;
    expect(read).toMatchObject({ by, at: Date.UTC(2026, 10, 3, 9) });
    if (ip === null && helo === null) expect(read.from).toBeNull();
    else expect(read.from).toEqual({ rdns, helo, ip });
    expect(read.tls ? transportOf(read.tls) : transportOfProtocol(read.protocol)).toBe(transport);
  });

  it("a login is read from the keyword and from Postfix's comment", () => {
    const line = (by: string) => `from [10.1.2.3] (client.a.example [198.51.100.7]) ${by} id 1; ${DATE}`;
    expect(readReceived(line("by submission.a.example with ESMTPSA"))!.authenticated).toBe(true);
    expect(readReceived(line("(Authenticated sender: alice) by s.a.example with ESMTPS"))!.authenticated).toBe(true);
    expect(readReceived(line("by submission.a.example with ESMTPS"))!.authenticated).toBe(false);
  });

  it.each([
    "(qmail 7856 invoked by uid 1111); 2 Sep 2002 23:19:13 -0000",
    "(from mail@localhost) by int.b.example (8.11.6/8.11.6) id g7MF4CB20210; Thu, 22 Aug 2002 11:04:12 -0400",
    "from rick by b.example with local (Exim 3.35) id 17f3PN-0005XE-00; Wed, 14 Aug 2002 10:00:00 -0400",
    "from phobos [127.0.0.1] by localhost with IMAP (fetchmail-5.9.0) for jm@localhost (single-drop); Thu, 22 Aug 2002 16:06:46 +0100 (IST)",
  ])("a step inside one machine: %s", (line) => {
    expect(readReceived(line)).toMatchObject({ at: expect.any(Number) });
  });

  it.each([
    "",
    "hello",
    "; Tue, 3 Nov 2026 10:00:00 +0100",
    "from a by b c d e f g h i with",
    "x".repeat(100_000),
    "(((((((((",
  ])("no Received line: %j", (line) => {
    expect(readReceived(line.slice(0, 9000))).toBeNull();
  });

  it("folded lines read like unfolded ones", () => {
    const [{ line }] = STYLES as [(typeof STYLES)[0]];
    expect(readReceived(line.replaceAll(" (", "\r\n\t("))).toEqual(readReceived(line));
    // Folded lines from which only the line breaks were removed.
    for (const { line: any } of STYLES) expect(readReceived(any.replaceAll(" ", "\t"))).toEqual(readReceived(any));
  });

  it("nothing makes it throw, and a line is read in time that grows with its length", () => {
    const piece = fc.constantFrom(
      "from ",
      "by ",
      "with ",
      "(",
      ")",
      "[",
      "]",
      ";",
      "<",
      '"',
      "\\",
      "TLS1_2 ",
      "1.2.3.4 ",
      "a:",
      "::",
      "-",
      ".",
      "helo=",
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string({ unit: "binary" })), { maxLength: 200 }), (parts) => {
        readReceived(parts.join(""));
      }),
    );
  });
});
