// Whole chains of Received lines whose verdicts are known by construction: lines of the reader's provider, its ingress line
// in any style over any connection, and below it whatever a forger may write.
import fc from "fast-check";
import type { TraceField } from "../authentication-results";
import { type Line, type Sender, STYLES, type Style } from "./styles";
import { WIRES } from "./wires";

/** The reader's provider: which host writes the ingress line, and the lines above it. */
interface Provider {
  readonly organisation: string;
  readonly by: string;
  /** Newest first. */
  readonly above: (at: number) => string[];
  /** The style of its ingress line; left out: any. */
  readonly style?: string;
}

const at = (time: number): string => new Date(time).toUTCString().replace("GMT", "+0000");

const PROVIDERS: readonly Provider[] = [
  { organisation: "b.example", by: "mx.b.example", above: () => [] },
  {
    organisation: "b.example",
    by: "mx.b.example",
    above: (time) => [
      `from store.b.example\r\n\tby imap.b.example with LMTP id wI6LSnpB2vPSwAAg; ${at(time + 3000)}`,
      `from mx.b.example (mx.b.example [10.0.0.4])\r\n\tby store.b.example (Postfix) with ESMTP id 2; ${at(time + 2000)}`,
      `from localhost (localhost [127.0.0.1])\r\n\tby mx.b.example (amavisd-new, port 10024) with ESMTP id 1; ${at(time + 1000)}`,
    ],
  },
  {
    organisation: "google.com",
    by: "mx.google.com",
    style: "Google",
    above: (time) => [`by 2002:a05:6a10:1234:b0:5ab:1:2 with SMTP id x12csp1; ${at(time + 1000)}`],
  },
  {
    organisation: "outlook.com",
    by: "AM5EUR02FT005.mail.protection.outlook.com",
    style: "Exchange",
    above: (time) => [
      `from AM5EUR02FT005.eop-EUR02.prod.protection.outlook.com\r\n (2603:10a6:20b:1:cafe::1) by AM0PR01CA0025.outlook.office365.com\r\n (2603:10a6:208:1::9) with Microsoft SMTP Server (version=TLS1_3,\r\n cipher=TLS_AES_256_GCM_SHA384) id 15.20.8901.19 via Frontend Transport; ${at(time + 1000)}`,
    ],
  },
  {
    organisation: "yahoo.com",
    by: "10.217.151.75",
    style: "Yahoo",
    above: (time) => [
      `from 10.217.151.75\r\n by atlas101.free.mail.bf1.yahoo.com pod-id NONE with HTTP; ${at(time + 1000)}`,
    ],
  },
];

export interface Chain {
  readonly provider: Provider;
  readonly style: Style;
  readonly line: Line;
  /** The provider's own fields, newest first, the ingress line last; its results if the provider writes them. */
  readonly own: readonly TraceField[];
  /** The sender's fields below, true or forged. */
  readonly below: readonly TraceField[];
}

/** Words that a sender may choose for HELO, DNS name or envelope, hoping that they are taken for the server's. */
const LURES = [
  ...["by", "with", "from", "tls", "id", "for", "local", "unknown", "localhost", "fetchmail", "fetchmail-6.5.0"],
  ...[
    "TLSv1.3",
    "TLS1.3",
    "TLS_AES_256_GCM_SHA384",
    "ECDHE-RSA-AES256-GCM-SHA384",
    "version=TLS1_3",
    "encrypted",
    "TLS",
  ],
  ...["[10.0.0.1]", "10.0.0.1", "127.0.0.1", "::1", "[IPv6:::1]", "auth=alice", "ESMTPSA", "helo=mx.b.example"],
  ...["mx.b.example", "mx.google.com", "x.mail.protection.outlook.com", "b.example.evil.example", "mail.a.example"],
];
/** The same in quotes, where RFC 5321 allows anything: text that closes a comment or a path and opens another. */
const QUOTED_LURES = [
  "(TLS1.3)",
  "(from userid 33)",
  "(fetchmail-6.5.0)",
  "tls TLS_AES_256_GCM_SHA384",
  "by mx.b.example",
  ";",
];
const LURE_NAMES = [
  "TLSv1-3",
  "fetchmail",
  "ecdhe-rsa-aes256-gcm-sha384",
  "tls",
  "by",
  "10.0.0.1",
  "mx.b.example",
  "local",
];

const anySender: fc.Arbitrary<Sender> = fc.record({
  rdns: fc.constantFrom(
    null,
    "mail.a.example",
    "mail-sor-f41.a.example",
    ...LURE_NAMES.map((name) => `${name}.evil.example`),
  ),
  helo: fc.constantFrom("mail.a.example", "[192.0.2.7]", "WIN-8A2B", ...LURES),
  ip: fc.constantFrom("192.0.2.1", "198.51.100.77", "203.0.113.9", "2001:db8::25", "2001:db8:1:2:3:4:5:6"),
  from: fc.constantFrom(
    ...["alice@a.example", ""],
    ...LURES.map((lure) => `${lure.replaceAll(/[[\]]/g, "")}@evil.example`),
    ...QUOTED_LURES.flatMap((lure) => [`"x) ${lure} (y"@evil.example`, `"x> ${lure} <\\""@evil.example`]),
  ),
});

const anyWire = fc.constantFrom(...WIRES);
const anyStyle = fc.constantFrom(...STYLES);
const START = Date.UTC(2026, 10, 3, 9);

export const anyLine = (by: string): fc.Arbitrary<Line> =>
  fc.record({
    sender: anySender,
    wire: anyWire,
    by: fc.constant(by),
    at: fc.integer({ min: 0, max: 360 * 24 * 3600 }).map((seconds) => START + seconds * 1000),
  });

const received = (body: string): TraceField => ({ name: "Received", body });

/** Gmail always writes its own results, below its line (authentication-results.ts). */
const resultsOf = ({ organisation }: Provider): TraceField[] =>
  organisation === "google.com" ? [{ name: "Authentication-Results", body: "mx.google.com; spf=none; dkim=none" }] : [];

const FORGED_WRITERS = [
  "mx.b.example",
  "mx.google.com",
  "mail.a.example",
  "x.mail.protection.outlook.com",
  "10.0.0.1",
  "localhost",
];
const forgedLine: fc.Arbitrary<TraceField> = fc
  .tuple(anyStyle, fc.constantFrom(...FORGED_WRITERS).chain(anyLine))
  .map(([style, line]) => received(style.write(line)));

/** Fields that would earn points if the provider had written them. */
const forgedResult: fc.Arbitrary<TraceField> = fc
  .tuple(
    fc.constantFrom("Authentication-Results", "ARC-Authentication-Results", "ARC-Seal", "ARC-Message-Signature"),
    fc.constantFrom(
      "mx.b.example;",
      "mx.google.com;",
      "i=1; mx.google.com;",
      "i=1; mx.microsoft.com 1;",
      "i=2; mx.b.example;",
    ),
    fc.constantFrom("arc=pass", "arc=pass (i=1)", "spf=pass", "cv=none; d=google.com", "cv=pass; d=microsoft.com"),
  )
  .map(([name, start, end]) => ({ name, body: `${start} dkim=pass header.d=a.example; dmarc=pass; ${end}` }));

const anyBelow = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: forgedLine },
    { weight: 2, arbitrary: forgedResult },
    { weight: 1, arbitrary: fc.string({ maxLength: 120 }).map(received) },
  ),
  { maxLength: 6 },
);

/** A message as stored in the reader's mailbox. */
export const anyChain: fc.Arbitrary<Chain> = fc.constantFrom(...PROVIDERS).chain((provider) =>
  fc
    .record({
      style: fc.constantFrom(...STYLES.filter(({ name }) => !provider.style || name === provider.style)),
      line: anyLine(provider.by),
      below: anyBelow,
    })
    .map(({ style, line, below }) => {
      const lines = [...provider.above(line.at), style.write(line)].map(received);
      return { provider, style, line, own: [...lines, ...resultsOf(provider)], below };
    }),
);
