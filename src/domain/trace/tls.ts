// What a Received line says about TLS. Only what is written there counts: a line without a word about TLS is a line in
// clear, because MTAs that use TLS say so (RFC 3848, RFC 8314 4.3).
import type { KNOWN_TRANSPORTS } from "./outcomes";

/**
 * modern: TLS 1.2 or later with authenticated encryption. tls: TLS, but the line does not say which. weak: TLS 1.1 or
 * older, or a cipher without authenticated encryption, or one that is broken. clear: none. unknown: no transport is named.
 */
export type Transport = (typeof KNOWN_TRANSPORTS)[number] | "unknown";

export interface TlsNote {
  /** "1.3", "1.0", "SSL 3"; null when the line does not say. */
  readonly version: string | null;
  /** As written; null when not said. */
  readonly cipher: string | null;
}

const VERSION = "(?:TLS[ -]?v?1(?:[._]?[0-3])?|SSLv?[23])";

/**
 * What MTAs write into a comment of its own, whole: nothing else is evidence, since names, HELO and envelope addresses stand
 * in comments too, and whoever sends the message chooses those.
 */
const COMMENTS: readonly RegExp[] = [
  // Postfix
  new RegExp(String.raw`^using (?<version>${VERSION})(?: with cipher (?<cipher>\S+))?(?= |$)`, "i"),
  // Google, Sendmail, Exchange, Yahoo, Mimecast. OpenSSL called one family of ciphers "TLSv1/SSLv3".
  new RegExp(String.raw`^version=(?<version>${VERSION})(?:/SSLv3)?,? cipher=(?<cipher>[^\s,]+)(?=[ ,]|$)`, "i"),
  // Exim, OpenSMTPD, qmail
  new RegExp(String.raw`^(?<version>${VERSION})(?::(?<cipher>[^\s:]+)(?::[\w:]+)?)?(?: encrypted)?$`, "i"),
  /^(?<cipher>[^\s:]+)(?::\d+)? encrypted$/i,
  // Courier; a login stands before it.
  new RegExp(String.raw`^(?:AUTH: \S+ \S+, )?TLS: (?<version>${VERSION})(?:/SSLv3)?,\d+bits,(?<cipher>\S+)$`, "i"),
  // chasquid, beside the clause of RFC 8314
  new RegExp(`^over E?SMTP, (?<version>${VERSION})(?=,|$)`, "i"),
  // Exchange before 2016, and others
  /^(?:TLS|encrypted)$/i,
];

/** Version and cipher that a comment names; null when it speaks of something else. */
export function tlsComment(text: string): TlsNote | null {
  // RFC 8446 is the least that its servers speak to each other.
  if (/^Google Transport Security$/i.test(text)) return { version: "1.3", cipher: null };
  for (const form of COMMENTS) {
    const found = form.exec(text);
    if (!found) continue;
    const { version, cipher } = found.groups ?? {};
    return { version: version ? versionOf(version) : null, cipher: cipher ?? null };
  }
  return null;
}

/** The comments that stand beside the peer's name and address: only these forms are the writer's own there. */
export const tlsBesidePeer = (text: string): TlsNote | null =>
  /^(?:using |(?:AUTH: .*)?TLS: )/i.test(text) ? tlsComment(text) : null;

/** The `tls` clause (RFC 8314 4.3): the cipher by its name, or by its number where the server knows no name for it. */
export const tlsClause = (cipher: string): TlsNote => ({
  version: null,
  cipher: /^0x[\da-f]{4}$/i.test(cipher) ? null : cipher,
});

/** Cisco's "ESMTP/TLS/ECDHE-RSA-AES256-GCM-SHA384", where others have a keyword. */
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

/** How good the TLS of a note is. Cipher names without a mode (IANA's TLS 1.3 names always have one) are CBC. */
export function transportOf({ version, cipher }: TlsNote): Transport {
  if (version !== null && !/^1\.[23]$/.test(version)) return "weak";
  if (cipher === null) return version === "1.3" ? "modern" : "tls";
  if (BROKEN.test(cipher)) return "weak";
  // TLS 1.3 knows authenticated encryption only (RFC 8446 B.4), and versions before 1.2 know none of it (RFC 5246 6.2.3.3), so
  // that such a cipher tells the version where nothing else does.
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
