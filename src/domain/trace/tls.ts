// What a Received line says about TLS. Only what is written there counts: a line without a word about TLS is a line in
// clear, because MTAs that use TLS say so (RFC 3848, RFC 8314 4.3).

/**
 * modern: TLS 1.2 or later with authenticated encryption. tls: TLS, but the line does not say which. weak: TLS 1.1 or
 * older, or a cipher without authenticated encryption, or one that is broken. clear: none. unknown: no transport is named.
 */
export type Transport = "modern" | "tls" | "weak" | "clear" | "unknown";

export interface TlsNote {
  /** "1.3", "1.0", "SSL 3"; null when the line does not say. */
  readonly version: string | null;
  /** As written; null when not said. */
  readonly cipher: string | null;
}

/** Version and cipher named in a comment or `tls` clause; null when it speaks of something else. */
export function tlsNote(text: string): TlsNote | null {
  const version = versionIn(text);
  const cipher = cipherIn(text);
  if (/^Google Transport Security$/i.test(text)) return { version: "1.3", cipher: null };
  if (version === null && cipher === null) return /\bencrypted\b|^TLS$/i.test(text) ? { version, cipher } : null;
  return { version, cipher };
}

/** TLSv1.3, TLS1_2, "TLSv1:RC4-MD5:128", SSLv3. Of "TLSv1/SSLv3", OpenSSL's name for one cipher family, the first. */
function versionIn(text: string): string | null {
  const found = [...text.matchAll(/\bTLS ?v?1(?:[._]([0-3]))?(?![\w.]|_[A-Z])|\bSSLv?([23])\b/gi)];
  if (found.length === 0) return null;
  const [first] = found;
  return first![2] ? `SSL ${first![2]}` : `1.${first![1] ?? "0"}`;
}

const CIPHER =
  /\b(?:TLS_[A-Z0-9_]{6,}|(?:EXP-|ADH-|AECDH-|ECDHE?-|DHE?-|EDH-|RSA-|PSK-)?(?:[A-Z0-9]+-)*(?:AES(?:128|256)?|CHACHA20|CAMELLIA(?:128|256)?|ARIA(?:128|256)?|DES-CBC3?|3DES|RC4|RC2|IDEA|SEED|NULL)(?:-[A-Z0-9]+)*|(?:ECDHE|DHE|RSA)(?:_[A-Z0-9]+){2,})\b/;

const cipherIn = (text: string): string | null => CIPHER.exec(text)?.[0] ?? null;

const BROKEN = /RC4|RC2|3DES|DES-CBC|DES_CBC|EXP|NULL|ADH|AECDH|_anon_|IDEA|SEED|MD5$/i;
const AUTHENTICATED = /GCM|CCM|POLY1305|CHACHA20/i;

/** How good the TLS of a note is. Cipher names without a mode (IANA's TLS 1.3 names always have one) are CBC. */
export function transportOf({ version, cipher }: TlsNote): Transport {
  if (version !== null && !/^1\.[23]$/.test(version)) return "weak";
  if (cipher !== null && BROKEN.test(cipher)) return "weak";
  // TLS 1.3 knows authenticated encryption only, and names its ciphers without the key exchange (RFC 8446 B.4).
  if (version === "1.3" || (cipher !== null && /^TLS_(AES|CHACHA20)_/.test(cipher))) return "modern";
  if (cipher !== null && AUTHENTICATED.test(cipher)) return version === "1.2" ? "modern" : "tls";
  if (cipher !== null) return "weak";
  return "tls";
}

/** What the protocol keyword alone proves (RFC 3848, RFC 6531 4.3, RFC 4954); "Microsoft SMTPSVC" is the name of a program. */
export function transportOfProtocol(protocol: string | null): Transport {
  if (protocol === null) return "unknown";
  if (/^(utf8)?(e?smtp|lmtp)sa?$/i.test(protocol)) return "tls";
  return /^(utf8)?(e?smtp|lmtp)a?$|^asmtp$|^Microsoft$|^SMTPSVC/i.test(protocol) ? "clear" : "unknown";
}
