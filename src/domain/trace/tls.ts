// What a Received line says about TLS. A line that does not mention TLS counts as unencrypted, because MTAs that use TLS say
// so (RFC 3848, RFC 8314 4.3).
import type { KNOWN_TRANSPORTS } from "./outcomes";

/**
 * modern: TLS 1.2 or later with authenticated encryption. tls: TLS, but the line does not say which. weak: TLS 1.1 or older,
 * or a cipher that is broken or lacks authenticated encryption. clear: none. unknown: no transport is named.
 */
export type Transport = (typeof KNOWN_TRANSPORTS)[number] | "unknown";

export interface TlsNote {
  /** "1.3", "1.0", "SSL 3"; null when the line does not say. */
  readonly version: string | null;
  /** As written; null when the line names none. */
  readonly cipher: string | null;
}

const VERSION = "(?:TLS[ -]?v?1(?:[._]?[0-3])?|SSLv?[23])";

/**
 * The complete comments in which MTAs record TLS. Nothing else is evidence: host names, HELO and envelope addresses are in
 * comments too, and the sender chooses those.
 */
const COMMENTS: readonly RegExp[] = [
  // Postfix
  new RegExp(String.raw`^using (?<version>${VERSION})(?: with cipher (?<cipher>\S+))?(?= |$)`, "i"),
  // Google, Sendmail, Exchange, Yahoo, Mimecast. OpenSSL called one family of ciphers "TLSv1/SSLv3".
  new RegExp(String.raw`^version=(?<version>${VERSION})(?:/SSLv3)?,? cipher=(?<cipher>[^\s,]+)(?=[ ,]|$)`, "i"),
  // Exim, OpenSMTPD, qmail
  new RegExp(String.raw`^(?<version>${VERSION})(?::(?<cipher>[^\s:]+)(?::[\w:]+)?)?(?: encrypted)?$`, "i"),
  /^(?<cipher>[^\s:]+)(?::\d+)? encrypted$/i,
  // Courier; a login may come before it.
  new RegExp(String.raw`^(?:AUTH: \S+ \S+, )?TLS: (?<version>${VERSION})(?:/SSLv3)?,\d+bits,(?<cipher>\S+)$`, "i"),
  // chasquid, beside the clause of RFC 8314
  new RegExp(`^over E?SMTP, (?<version>${VERSION})(?=,|$)`, "i"),
  // Exchange before 2016, and others
  /^(?:TLS|encrypted)$/i,
];

/** Version and cipher named by a comment; null when it is about something else. */
export function tlsComment(text: string): TlsNote | null {
  // Google's servers speak at least TLS 1.3 (RFC 8446) with each other.
  if (/^Google Transport Security$/i.test(text)) return { version: "1.3", cipher: null };
  for (const form of COMMENTS) {
    const found = form.exec(text);
    if (!found) continue;
    const { version, cipher } = found.groups ?? {};
    return { version: version ? versionOf(version) : null, cipher: cipher ?? null };
  }
  return null;
}

/** TLS in a comment beside the peer's name and address: only these forms are surely the receiving server's own there. */
export const tlsBesidePeer = (text: string): TlsNote | null =>
  /^(?:using |(?:AUTH: .*)?TLS: )/i.test(text) ? tlsComment(text) : null;

/** The `tls` clause (RFC 8314 4.3): the cipher's name, or its number if the server knows no name for it. */
export const tlsClause = (cipher: string): TlsNote => ({
  version: null,
  cipher: /^0x[\da-f]{4}$/i.test(cipher) ? null : cipher,
});

/** Cisco's "ESMTP/TLS/ECDHE-RSA-AES256-GCM-SHA384" in place of a protocol keyword. */
export function tlsOfProtocol(protocol: string): TlsNote | null {
  const cipher = /^E?SMTP\/TLS(?:v[\d.]+)?\/(\S+)$/i.exec(protocol)?.[1];
  return cipher ? { version: null, cipher } : null;
}

/** TLSv1.3, TLS1_2, TLS-1.3, Tls12, SSLv3 */
function versionOf(text: string): string {
  const ssl = /^SSLv?([23])$/i.exec(text)?.[1];
  return ssl ? `SSL ${ssl}` : `1.${/1[._]?([0-3])$/.exec(text)?.[1] ?? "0"}`;
}

const BROKEN = /RC4|RC2|3DES|DES-CBC|DES_CBC|EXP|NULL|ADH|AECDH|_anon_|IDEA|SEED|MD5$/i;
const AUTHENTICATED = /GCM|CCM|POLY1305|CHACHA20/i;

/** Rates the TLS of a note. Cipher names without a mode (IANA's TLS 1.3 names always have one) are CBC. */
export function transportOf({ version, cipher }: TlsNote): Transport {
  if (version !== null && !/^1\.[23]$/.test(version)) return "weak";
  if (cipher === null) return version === "1.3" ? "modern" : "tls";
  if (BROKEN.test(cipher)) return "weak";
  // TLS 1.3 has only authenticated encryption (RFC 8446 B.4), and versions before 1.2 have none (RFC 5246 6.2.3.3), so such a
  // cipher implies the version if the line does not give it.
  return version === "1.3" || AUTHENTICATED.test(cipher) ? "modern" : "weak";
}

/**
 * What the protocol keyword alone proves (RFC 3848, RFC 6531 4.3, RFC 4954). "Microsoft SMTPSVC" is the name of a program;
 * QMQP, qmail's own, has no encryption.
 */
export function transportOfProtocol(protocol: string | null): Transport {
  if (protocol === null) return "unknown";
  if (/^(utf8)?(e?smtp|lmtp)sa?$/i.test(protocol)) return "tls";
  return /^(utf8)?(e?smtp|lmtp)a?$|^asmtp$|^Microsoft$|^SMTPSVC|^QMQP$/i.test(protocol) ? "clear" : "unknown";
}
