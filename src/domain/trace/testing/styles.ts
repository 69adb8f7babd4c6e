// Received lines as today's programs write them, after lines seen in public list archives and the programs' sources.
import type { Transport } from "../tls";
import type { Wire } from "./wires";

/** The machine that hands over: what the DNS and the envelope say, and what it calls itself. */
export interface Sender {
  /** The DNS name of its address, verified in both directions; null: none. */
  readonly rdns: string | null;
  readonly helo: string;
  readonly ip: string;
  /** Envelope sender, which some programs record. */
  readonly from: string;
}

export interface Line {
  readonly sender: Sender;
  readonly wire: Wire;
  readonly by: string;
  /** Milliseconds, whole seconds. */
  readonly at: number;
}

export interface Style {
  readonly name: string;
  readonly write: (line: Line) => string;
  /** The transport, as far as this program's lines tell. */
  readonly tells: (wire: Wire) => Transport;
  /** It writes the DNS name, verified in both directions. */
  readonly looksUp: boolean;
}

const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `offset` in minutes east of UTC. */
function dated(at: number, offset: number, { weekday = true, zone = "" } = {}): string {
  const local = new Date(at + offset * 60_000);
  const two = (value: number): string => String(value).padStart(2, "0");
  const sign = offset < 0 ? "-" : "+";
  const east = `${sign}${two(Math.floor(Math.abs(offset) / 60))}${two(Math.abs(offset) % 60)}`;
  const time = `${two(local.getUTCHours())}:${two(local.getUTCMinutes())}:${two(local.getUTCSeconds())}`;
  const day = `${local.getUTCDate()} ${MONTHS[local.getUTCMonth()]} ${local.getUTCFullYear()}`;
  return `${weekday ? `${DAYS[local.getUTCDay()]}, ` : ""}${day} ${time} ${east}${zone && ` (${zone})`}`;
}

const isV6 = (ip: string): boolean => ip.includes(":");
const literal = (ip: string): string => (isV6(ip) ? `IPv6:${ip}` : ip);
const keyword = (wire: Wire): string => (wire.version ? "ESMTPS" : "ESMTP");
const when = (condition: unknown, text: string): string => (condition ? text : "");
const full = (wire: Wire): Transport => wire.verdict;

/** Replaces characters that Postfix and qmail do not let through. */
const neuter = (text: string): string => text.replaceAll(/[ <>()\\";@]/g, "?");
const safe = (text: string): string => text.replaceAll(/[^\w.@%+/=:-]|_/g, "?");

export const STYLES: readonly Style[] = [
  {
    name: "Postfix",
    looksUp: true,
    tells: full,
    write: ({ sender: { rdns, helo, ip }, wire, by, at }) =>
      `from ${neuter(helo)} (${rdns ?? "unknown"} [${literal(ip)}])${when(
        wire.version,
        `\r\n\t(using ${wire.version} with cipher ${wire.cipher} (${wire.bits}/${wire.bits} bits)\r\n\t key-exchange X25519 server-signature RSA-PSS (2048 bits))\r\n\t(No client certificate requested)`,
      )}\r\n\tby ${by} (Postfix) with ${keyword(wire)} id 4cGd0n2RjPz9sWb\r\n\tfor <bob@b.example>; ${dated(at, 60, { zone: "CET" })}`,
  },
  {
    name: "Exim",
    looksUp: true,
    tells: full,
    write: ({ sender: { rdns, helo, ip, from }, wire, by, at }) =>
      `from ${rdns ? `${rdns} ([${ip}]:46792 helo=${helo})` : `[${ip}] (port=46792 helo=${helo})`}\r\n\tby ${by} with ${keyword(wire).toLowerCase()}${when(
        wire.version,
        `  (${wire.version?.replace("v", "")}) tls ${wire.iana}`,
      )}\r\n\t(Exim 4.98)\r\n\t(envelope-from <${from}>)\r\n\tid 1vGAbc-00000001aBC-0dEf\r\n\tfor bob@b.example; ${dated(at, 0)}`,
  },
  {
    name: "Exim of 2019 with GnuTLS",
    looksUp: true,
    tells: full,
    write: ({ sender: { rdns, helo, ip, from }, wire, by, at }) =>
      `from ${rdns ? `${rdns} ([${ip}] helo=${helo})` : `[${ip}] (helo=${helo})`}\r\n by ${by} with ${keyword(wire).toLowerCase()}${when(
        wire.version,
        ` (${wire.version?.replace("v", "")}:${wire.iana.replace(/^TLS_/, "").replace("_WITH_", "_")}:${wire.bits})`,
      )}\r\n (Exim 4.90_1) (envelope-from <${from}>)\r\n id 1nk2GC-0002Sx-Ut; ${dated(at, -240)}`,
  },
  {
    name: "Sendmail",
    looksUp: true,
    tells: full,
    write: ({ sender: { rdns, helo, ip }, wire, by, at }) =>
      `from ${helo} (${when(rdns, `${rdns} `)}[${literal(ip)}])\r\n\tby ${by} (8.18.1/8.18.1) with ${keyword(wire)} id 5A38xyz1012345${when(
        wire.version,
        `\r\n\t(version=${wire.version} cipher=${wire.cipher} bits=${wire.bits} verify=NOT)`,
      )}\r\n\tfor <bob@b.example>; ${dated(at, 60)}`,
  },
  {
    name: "Google",
    looksUp: true,
    tells: full,
    write: ({ sender: { rdns, helo, ip }, wire, by, at }) =>
      `from ${helo} (${when(rdns, `${rdns}. `)}[${ip}])\r\n        by ${by} with ${keyword(wire)} id d75a77b69052e-4a72a2b95edsi109.92.2026.11.03\r\n        for <bob@b.example>${when(
        wire.version,
        `\r\n        (version=${wire.version?.replace("v", "").replace(".", "_")} cipher=${wire.cipher} bits=${wire.bits}/${wire.bits})`,
      )};\r\n        ${dated(at, -480, { zone: "PST" })}`,
  },
  {
    name: "Exchange",
    looksUp: false,
    tells: full,
    write: ({ sender: { helo, ip }, wire, by, at }) =>
      `from ${helo} (${ip}) by\r\n ${by} (10.152.8.1) with Microsoft\r\n SMTP Server${when(
        wire.version,
        ` (version=${wire.version?.replace("v", "").replace(".", "_")}, cipher=${wire.iana})`,
      )} id\r\n 15.20.8901.19 via Frontend Transport; ${dated(at, 0)}`,
  },
  {
    name: "Exchange before 2016",
    looksUp: false,
    tells: ({ version }) => (version ? "tls" : "clear"),
    write: ({ sender: { helo, ip }, wire, by, at }) =>
      `from ${helo} (${ip}) by ${by}\r\n (10.152.8.1) with Microsoft SMTP Server${when(wire.version, " (TLS)")} id 15.0.1473.3; ${dated(at, 0)}`,
  },
  {
    name: "Microsoft SMTPSVC, which never tells of TLS",
    looksUp: false,
    tells: () => "clear",
    write: ({ sender: { helo, ip }, by, at }) =>
      `from ${helo} ([${ip}]) by ${by} with Microsoft SMTPSVC(10.0.17763.1697);\r\n\t ${dated(at, 60)}`,
  },
  {
    name: "qmail with TLS",
    looksUp: false,
    tells: full,
    write: ({ sender: { rdns, helo, ip }, wire, by, at }) =>
      `from ${rdns ?? "unknown"} (HELO ${safe(helo)}) (${ip})\r\n  by ${by} with ${when(
        wire.version,
        `(${wire.version}:${wire.cipher}:${wire.bits} encrypted) `,
      )}SMTP; ${dated(at, 0, { weekday: false }).replace("+0000", "-0000")}`,
  },
  {
    name: "qpsmtpd",
    looksUp: false,
    tells: full,
    write: ({ sender: { rdns, helo, ip }, wire, by, at }) =>
      `from ${rdns ?? "Unknown"} (HELO ${safe(helo)}) (${ip})\r\n by ${by} (qpsmtpd/0.94) with ${when(
        wire.version,
        `(${wire.cipher} encrypted) `,
      )}${keyword(wire)}; ${dated(at, -240)}`,
  },
  {
    name: "OpenSMTPD",
    looksUp: false,
    tells: full,
    write: ({ sender: { rdns, helo, ip }, wire, by, at }) =>
      `from ${helo} (${rdns ?? "<unknown>"} [${ip}])\r\n\tby ${by} (OpenSMTPD) with ${keyword(wire)} id 96f08978${when(
        wire.version,
        ` (${wire.version}:${wire.cipher}:${wire.bits}:NO)`,
      )}\r\n\tfor <bob@b.example>;\r\n\t${dated(at, 660, { zone: "AEDT" })}`,
  },
  {
    name: "Haraka",
    looksUp: false,
    tells: full,
    write: ({ sender: { rdns, helo, ip, from }, wire, by, at }) =>
      `from ${helo} (${rdns ?? "NXDOMAIN"} [${ip}])\r\n\tby ${by} (Haraka/3.0.5) with ${keyword(wire)} id DFCF7BEA-2F88-4D9B-A9BB-320EB10BDCE0.1\r\n\tenvelope-from <${from}>${when(
        wire.version,
        `\r\n\ttls ${wire.iana}`,
      )};\r\n\t${dated(at, 0)}`,
  },
  {
    name: "Yahoo",
    looksUp: false,
    tells: full,
    write: ({ sender: { helo, ip }, wire, by, at }) =>
      `from ${ip} (EHLO ${helo})\r\n by ${by} with SMTP${when(wire.version, `s\r\n (version=${wire.version?.replace("v", "").replace(".", "_")} cipher=${wire.iana})`)};\r\n ${dated(at, 0)}`,
  },
  {
    name: "Cisco",
    looksUp: false,
    tells: full,
    write: ({ sender: { rdns, helo, ip }, wire, by, at }) =>
      `from ${rdns ?? "unknown"} (HELO ${helo}) ([${ip}])\r\n  by ${by} with ESMTP${when(wire.version, `/TLS/${wire.cipher}`)}; ${dated(at, 60, { weekday: false })}`,
  },
  {
    name: "Mimecast",
    looksUp: true,
    tells: full,
    write: ({ sender: { rdns, helo, ip }, wire, by, at }) =>
      `from ${helo} (${rdns ?? "unknown"} [${ip}]) by ${by} with ESMTP${when(
        wire.version,
        ` with STARTTLS\r\n (version=${wire.version}, cipher=${wire.iana})`,
      )} id us-mta-219-x1Y2z3; ${dated(at, -300)}`,
  },
  {
    name: "chasquid, with the tls clause of RFC 8314",
    looksUp: false,
    tells: full,
    write: ({ sender: { helo, ip, from }, wire, by, at }) =>
      `from ${helo} ([${literal(ip)}])\r\n\tby ${by} (chasquid) with ${keyword(wire)}${when(
        wire.version,
        `\r\n\ttls ${wire.iana}`,
      )}\r\n\t(over SMTP, ${wire.version ? wire.version.replace("v", "-") : "plain text!"}, envelope from ${JSON.stringify(from)})\r\n\t; ${dated(at, 0)}`,
  },
];
