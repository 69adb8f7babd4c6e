// Parses one Received line (RFC 5321 4.4) in any form that MTAs write: which machine took the message from which, how, and
// when. Nothing is judged here; whether a line is credible depends on its place in the chain (trace.ts).
import { type Clause, clausesOf, commentsIn, isComment, type Parts, words } from "./clauses";
import { mailDate } from "./date";
import { asciiHost, bareHost, isHost } from "./host";
import { ipIn } from "./ip";
import { isExim, isMixed, type Peer, peerOf } from "./peer";
import { type TlsNote, tlsBesidePeer, tlsClause, tlsComment, tlsOfProtocol } from "./tls";
import { type Token, tokensOf } from "./tokens";

export interface Received {
  readonly from: Peer | null;
  /** Host that wrote the line, lower case, without a final dot; null in lines without one, such as qmail's. */
  readonly by: string | null;
  readonly byIp: string | null;
  /** As written, e.g. "ESMTPS". */
  readonly protocol: string | null;
  readonly tls: TlsNote | null;
  /**
   * The program that wrote the line is known to verify names in both directions, so that `from.rdns` is not only the peer's
   * own claim.
   */
  readonly looksUp: boolean;
  /** Milliseconds since 1970. */
  readonly at: number | null;
  /** Passed on inside one machine: a user's program, a queue, a mailbox fetcher. */
  readonly local: boolean;
  /** The line says who logged in to send (RFC 3848 keywords ending in A, or a comment). */
  readonly authenticated: boolean;
}

/** Null when the form of the line is not known. Takes the field body, folded or not. Never throws. */
export function readReceived(line: string): Received | null {
  const read = tokensOf(line);
  if (!read) return null;
  const { tokens, date } = read;
  const parts = clausesOf(tokens);
  const from = parts.get("from");
  const by = parts.get("by");
  const at = date === null ? null : mailDate(date);
  if (!from && !by) return localForm(tokens, at);
  const host = by && asciiHost(words(by)[0] ?? "");
  if (by && (!host || !isHost(host))) return null;
  // maddy omits the word "from" and the peer's name when that could not be a host name.
  if (!from && parts.has("") && !isSubmitted(parts)) return null;
  if (isMixed(parts)) return null;
  if (unexplained(parts) || (!by && at === null && !tokens.some(isComment))) return null;
  const protocol = words(parts.get("with") ?? [])[0] ?? null;
  const peer = from ? peerOf(parts) : null;
  return {
    from: peer,
    by: host ? bareHost(host) : null,
    byIp: ipIn(commentsIn(parts, "by").join(" ")),
    protocol,
    tls: tlsOf(parts, protocol),
    looksUp: isExim(parts) || commentsIn(parts, "by").some((text) => LOOKS_UP.test(text)),
    at,
    local:
      isLocal(protocol, parts) ||
      (peer === null && (/^(?:utf8)?l?mtp|^local/i.test(protocol ?? "") || isSubmitted(parts))),
    authenticated: isLogin(protocol, parts),
  };
}

/** Programs that verify names. Sendmail's comment holds its version and that of its configuration. */
const LOOKS_UP = /^(?:Postfix|Sendmail|Yandex|mxfront\/Yandex)\b|^8\.\d+[\w.+]*\//i;

/** The most words a clause can hold; with more the line is not understood. */
const MOST_WORDS: Readonly<Record<Clause | "", number>> = {
  "": 0,
  from: 4,
  by: 3,
  via: 4,
  with: 8,
  id: 6,
  for: 12,
  tls: 3,
};

/** Whether a clause has too many words, or a second "by", which is then a word of the sender's. */
function unexplained(parts: Parts): boolean {
  return [...parts].some(([clause, tokens]) => {
    const all = words(tokens);
    return (
      all.length > MOST_WORDS[clause] ||
      all.some((word, i) => /^by$/i.test(word) && !(clause === "from" && i === 0 && !isComment(tokens[0]!)))
    );
  });
}

/** Forms without "from" and "by": qmail's queue, a program on the same machine. */
function localForm(tokens: readonly Token[], at: number | null): Received | null {
  const text = tokens
    .filter(isComment)
    .map((token) => token.text)
    .join(" ");
  const ofmipd = /^ofmipd (\S+)$/.exec(text);
  const known =
    /^qmail \d+ invoked|^\w*mail\w* .*invoked|^nullmailer|^(?:exim|sendmail|postfix|smtpd)\b|^from \S+|^uid \d+/i;
  if (!ofmipd && !known.test(text) && !/^\S+ \d+ invoked/i.test(text)) return null;
  const ip = ofmipd ? ipIn(ofmipd[1]!) : null;
  const from = ip ? { helo: null, rdns: null, ip } : null;
  return {
    from,
    by: null,
    byIp: null,
    protocol: null,
    tls: null,
    looksUp: false,
    at,
    local: !ip,
    authenticated: false,
  };
}

const LOCAL_PROTOCOL = /^(local|local_smtp|stdio|bsmtp|uucp|imap|pop3|scanmail|spam-?scanned|qmail-scanner.*|mapi)$/i;
const LOCAL_COMMENT =
  /^(?:Postfix, )?from userid \d|^qmail \d+ invoked|^invoked (?:by uid|for bounce)|^fetchmail-|^single-drop/i;

/** Judged only by clauses that the machine writes about itself; the peer chose what is beside its name. */
const isLocal = (protocol: string | null, parts: Parts): boolean =>
  LOCAL_PROTOCOL.test(protocol ?? "") ||
  commentsIn(parts, "by", "via", "with", "id", "for").some((text) => LOCAL_COMMENT.test(text));

/** Sendmail's "(from alice@host) by host": a program on the same machine handed the message over. */
const isSubmitted = (parts: Parts): boolean =>
  (parts.get("") ?? []).some((token) => isComment(token) && /^from \S+$/i.test(token.text));

/** RFC 3848 keywords ending in A, or a comment by the machine itself: one with a space in it, which no host name has. */
const isLogin = (protocol: string | null, parts: Parts): boolean =>
  /^(utf8)?(e?smtp|lmtp)s?a$|^asmtp$/i.test(protocol ?? "") ||
  commentsIn(parts, "from").some((text) => /^(?:Authenticated sender: |AUTH: |authenticated bits)/i.test(text)) ||
  commentsIn(parts, "by", "with", "id", "for").some((text) => /^(?:smtp-)?auth(?:enticated)?(?:[=:]| )\S/i.test(text));

/** TLS as noted in the `tls` clause, in a comment of its own, or in place of the protocol; the version from whichever has it. */
function tlsOf(parts: Parts, protocol: string | null): TlsNote | null {
  const cipher = words(parts.get("tls") ?? [])[0];
  const clause = cipher ? tlsClause(cipher) : null;
  const noted = [
    ...commentsIn(parts, "from").map(tlsBesidePeer),
    ...commentsIn(parts, "by", "via", "with", "id", "for", "tls").map(tlsComment),
    protocol && tlsOfProtocol(protocol),
    // qmail-ldap: "with ECDHE-RSA-AES256-GCM-SHA384 encrypted SMTP"
    tlsComment(
      words(parts.get("with") ?? [])
        .slice(0, 2)
        .join(" "),
    ),
  ].filter((note) => note !== null && note !== "");
  const versioned = noted.find((note) => note.version !== null);
  if (clause && versioned) return { version: versioned.version, cipher: clause.cipher };
  return versioned ?? clause ?? noted[0] ?? null;
}
