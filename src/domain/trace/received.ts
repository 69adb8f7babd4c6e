// One Received line (RFC 5321 4.4) in any of the forms that MTAs write: which machine took the message from which, how,
// and when. Nothing here is judged; whether a line can be believed depends on its place in the chain (trace.ts).
import { octetsOf } from "../mime/octets";
import { mailDate } from "./date";
import { type TlsNote, tlsNote } from "./tls";
import { type Token, tokensOf } from "./tokens";

/** The machine that handed the message over, as the one that took it saw it. */
export interface Peer {
  /** What it called itself; anyone can say anything. */
  readonly helo: string | null;
  /** What the DNS calls its address, looked up both ways by the machine that wrote the line; null where it does not tell. */
  readonly rdns: string | null;
  /** IPv4 or IPv6 in lower case, without brackets. */
  readonly ip: string | null;
}

export interface Received {
  readonly from: Peer | null;
  /** Host that wrote the line, lower case, without a final dot; null in lines like qmail's. */
  readonly by: string | null;
  readonly byIp: string | null;
  /** As written, e.g. "ESMTPS". */
  readonly protocol: string | null;
  readonly tls: TlsNote | null;
  /** Milliseconds since 1970. */
  readonly at: number | null;
  /** Handed on inside one machine: a user's program, a queue, a mailbox fetcher. */
  readonly local: boolean;
  /** The line says who logged in to send (RFC 3848 keywords ending in A, or a comment). */
  readonly authenticated: boolean;
}

type Clause = "from" | "by" | "via" | "with" | "id" | "for" | "tls";
const CLAUSES: ReadonlySet<string> = new Set(["from", "by", "via", "with", "id", "for", "tls"]);

/** The parts of a line by clause; "" holds what comes before the first one. */
type Parts = ReadonlyMap<Clause | "", readonly Token[]>;

/** Null when the line is in no form we know. Takes the field body, folded or not. Never throws. */
export function readReceived(line: string): Received | null {
  const { tokens, date } = tokensOf(line.replaceAll(/\r?\n[ \t]+/g, " "));
  const parts = clausesOf(tokens);
  const from = parts.get("from");
  const by = parts.get("by");
  const at = date === null ? null : mailDate(date);
  if (!from && !by) return localForm(tokens, at);
  const host = by && asciiHost(words(by)[0] ?? "");
  if (by && (!host || !isHost(host))) return null;
  if (unexplained(parts) || (!by && at === null && !tokens.some(isComment))) return null;
  const comments = tokens.filter(isComment).map((token) => token.text);
  const protocol = words(parts.get("with") ?? [])[0] ?? null;
  const peer = from ? peerOf(from) : null;
  return {
    from: peer,
    by: host ? bareHost(host) : null,
    byIp: by
      ? ipIn(
          by
            .filter(isComment)
            .map((token) => token.text)
            .join(" "),
        )
      : null,
    protocol,
    tls: tlsOf(parts, comments),
    at,
    local: isLocal(protocol, comments) || (peer === null && /^l?mtp|^local/i.test(protocol ?? "")),
    authenticated:
      /^(utf8)?(e?smtp|lmtp)s?a$|^asmtp$/i.test(protocol ?? "") ||
      comments.some((text) => /^Authenticated sender|\bauth(?:enticated)?[=: ]|^authenticated bits/i.test(text)),
  };
}

const isComment = (token: Token): boolean => token.kind === "comment";
const words = (tokens: readonly Token[]): string[] =>
  tokens.filter((token) => token.kind === "word").map((token) => token.text);

function clausesOf(tokens: readonly Token[]): Parts {
  const parts = new Map<Clause | "", Token[]>();
  let current: Clause | "" = "";
  tokens.forEach((token, i) => {
    const name = token.kind === "word" ? token.text.toLowerCase() : "";
    const afterKeyword = i > 0 && tokens[i - 1]!.kind === "word" && isClause(tokens[i - 1]!.text) && i - 1 !== 0;
    // "from from.example" and "by with.example" do not happen; a keyword as a clause's only value does not either.
    if (CLAUSES.has(name) && !afterKeyword) {
      current = name as Clause;
      if (!parts.has(current)) parts.set(current, []);
    } else {
      const list = parts.get(current) ?? [];
      list.push(token);
      parts.set(current, list);
    }
  });
  return parts;
}

const isClause = (text: string): boolean => CLAUSES.has(text.toLowerCase());

/** How many words each clause can hold before the line is one we do not understand. */
const MOST_WORDS: Readonly<Record<Clause | "", number>> = {
  "": 0,
  from: 4,
  by: 3,
  via: 4,
  with: 8,
  id: 6,
  for: 12,
  tls: 2,
};

function unexplained(parts: Parts): boolean {
  return [...parts].some(([clause, tokens]) => words(tokens).length > MOST_WORDS[clause]);
}

/** Forms without from and by: qmail's queue, a program on the same machine. */
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
  return { from, by: null, byIp: null, protocol: null, tls: null, at, local: !ip, authenticated: false };
}

function isLocal(protocol: string | null, comments: readonly string[]): boolean {
  if (
    /^(local|local_smtp|stdio|bsmtp|uucp|imap|pop3|scanmail|spam-?scanned|qmail-scanner.*|mapi)$/i.test(protocol ?? "")
  )
    return true;
  return comments.some((text) => /invoked by uid|from userid \d|invoked for bounce|fetchmail|single-drop/i.test(text));
}

const IPV4 = /(?<![\d.])(\d{1,3}(?:\.\d{1,3}){3})(?![\d.])/;
const IPV6 = /(?<![\w:.])(?:IPv6:)?((?:[0-9a-f]{0,4}:){2,7}(?:[0-9a-f]{0,4}|\d{1,3}(?:\.\d{1,3}){3}))(?![\w:])/i;

/** The first address in a text, IPv6 first since it may hold an IPv4 one. */
function ipIn(text: string): string | null {
  const v6 = IPV6.exec(text)?.[1]?.toLowerCase();
  if (v6 && URL.parse(`http://[${v6}]/`)) return v6;
  const v4 = IPV4.exec(text)?.[1];
  return v4?.split(".").every((part) => Number(part) < 256) ? v4 : null;
}

/** RFC 1035 2.3.4, with brackets and a final dot. */
const MAX_HOST = 256;

const isHost = (word: string): boolean =>
  word.length <= MAX_HOST && (/^\[?\w[\w.:-]*\]?\.?,?$/.test(word) || word.startsWith("["));

/**
 * An internationalised name (RFC 6531 3.7.3) in its ASCII form, empty when it has none: written out, it could be taken for
 * another name, or turn the text around it.
 */
function asciiHost(word: string): string {
  if (/^[\x20-\x7e]*$/.test(word)) return word;
  // Header text comes one character an octet.
  const octets = /^[\0-\xff]*$/.test(word);
  const name = octets ? new TextDecoder().decode(octetsOf(word)) : word;
  return URL.parse(`http://${name.replace(/^\[|\]$/g, "")}/`)?.hostname ?? "";
}

const bareHost = (word: string): string => word.replaceAll(/^\[|[\].,]+$/g, "").toLowerCase();

const hostOrNull = (word: string | undefined): string | null => {
  if (!word || /^unknown$|^unverified$|=/i.test(word)) return null;
  const host = bareHost(asciiHost(word.slice(word.lastIndexOf("@") + 1).replace(/^\/+/, "")));
  return host.length <= MAX_HOST && /^\w(?:[\w.-]*\w)?$/.test(host) && !IPV4.test(host) ? host : null;
};

/**
 * `helo (rdns [ip])` of Sendmail, Postfix and Google, `rdns ([ip] helo=helo)` of Exim, `rdns (HELO helo) (ip)` of qmail,
 * `helo (ip)` of Exchange, `[ip]`.
 */
function peerOf(tokens: readonly Token[]): Peer {
  const [first] = words(tokens);
  const comments = tokens.filter(isComment).map((token) => token.text);
  const all = comments.filter((text) => tlsNote(text) === null).join(" ");
  const said = /\b(?:helo|ehlo)[= ]+\[?([^\s\])]+)/i.exec(all)?.[1];
  const literal = words(tokens).find((word) => word.startsWith("[")) ?? first ?? "";
  const ip = ipIn(all.replace(/\b(?:helo|ehlo)[= ]+\S+/gi, " ")) ?? ipIn(literal);
  const doubted = /may be forged|unverified|misconfigured/i.test(all);
  // Exim puts the DNS name first and says HELO in the comment; others the other way round. qmail's name is not looked up
  // both ways, so it proves nothing.
  const bracket = comments.map((text) => /^(?:IDENT:\S*@|\S+@)?([\w.-]+)\.? ?\[/i.exec(text)?.[1]).find(Boolean);
  const exim = comments.some((text) => /^\[[^\]]+\](?::\d+)? helo=/i.test(text));
  const rdns = bracket ? hostOrNull(bracket) : exim ? hostOrNull(first) : null;
  return { helo: hostOrNull(said ?? first), rdns: doubted ? null : rdns, ip };
}

/** The first note about TLS: in the `tls` clause, else in a comment that does not belong to a name. */
function tlsOf(parts: Parts, comments: readonly string[]): TlsNote | null {
  const clause = parts.get("tls");
  const named = clause
    ? tlsNote([...words(clause), ...clause.filter(isComment).map((token) => token.text)].join(" "))
    : null;
  const noted = comments.map(tlsNote).filter((note) => note !== null);
  const versioned = noted.find((note) => note.version !== null);
  if (named && versioned) return { version: versioned.version, cipher: named.cipher ?? versioned.cipher };
  return versioned ?? named ?? noted[0] ?? null;
}
