// Who handed a message over: what the receiving machine recorded, beside what the sender said of itself.
import { commentsIn, isComment, type Parts, words } from "./clauses";
import { hostOrNull } from "./host";
import { ipIn, isPrivate } from "./ip";
import { tlsBesidePeer } from "./tls";

/** The machine that handed the message over, as seen by the one that took it. */
export interface Peer {
  /** The name in its HELO; anyone can say anything. */
  readonly helo: string | null;
  /** The DNS name of its address, verified in both directions by the machine that wrote the line; null if the line has none. */
  readonly rdns: string | null;
  /** IPv4 or IPv6 in lower case, without brackets. */
  readonly ip: string | null;
}

/**
 * `helo (rdns [ip])` of Sendmail, Postfix and Google, `rdns ([ip] helo=helo)` of Exim, `rdns (HELO helo) (ip)` of qmail,
 * `helo (ip)` of Exchange, `[ip]`.
 */
export function peerOf(parts: Parts): Peer {
  const tokens = parts.get("from") ?? [];
  const [first] = words(tokens);
  // The envelope is the sender's choice.
  const comments = commentsIn(parts, "from").filter((text) => tlsBesidePeer(text) === null && !/^envelope/i.test(text));
  const said = HELO.exec(comments.join(" "))?.[1];
  const unsaid = comments.map((text) => text.replace(HELO, " ").trim());
  const doubted = unsaid.some((text) => /may be forged|unverified|misconfigured/i.test(text));
  // Exim writes the DNS name first and a different HELO in the comment; others do it the other way round. qmail does not
  // verify the name in both directions, so it proves nothing; nor do names by programs that look up in one direction only.
  const bracket = unsaid.map((text) => /^(?:IDENT:\S*@|\S+@)?([\w.-]+)\.? ?\[/i.exec(text)?.[1]).find(Boolean);
  const exim = comments.some((text) => /^\[[^\]]+\](?::\d+)? helo=/i.test(text)) || isExim(parts);
  const rdns = bracket ? hostOrNull(bracket) : exim ? hostOrNull(first) : null;
  const unchecked = doubted || isBy(parts, /^(?:OpenSMTPD|Haraka)\b/);
  return { helo: hostOrNull(said ?? first), rdns: unchecked ? null : rdns, ip: peerIp(parts, unsaid) };
}

/**
 * Programs write one name before the first comment and one address in a comment. More of either means that the program let
 * the peer call itself by several words, and nobody can tell whose words are whose.
 */
export function isMixed(parts: Parts): boolean {
  const tokens = parts.get("from") ?? [];
  const first = tokens.findIndex(isComment);
  const comments = commentsIn(parts, "from").filter((text) => !/^envelope/i.test(text));
  const told = comments.filter((text) => tellsAddress(text.replace(HELO, " ")));
  const [address] = told;
  if (address === undefined) return false;
  // TLS comments follow the peer.
  const before = comments.slice(0, comments.indexOf(address));
  return (
    told.length > 1 || words(tokens.slice(0, first)).length > 1 || before.some((text) => tlsBesidePeer(text) !== null)
  );
}

/** Whether `peerIp` could find an address in the text: as a word, or in brackets attached to anything. */
const tellsAddress = (text: string): boolean =>
  ipIn(text) !== null || [...text.matchAll(/\[([^\]]+)\]/g)].some(([, inside]) => ipIn(inside!) !== null);

export const isExim = (parts: Parts): boolean =>
  commentsIn(parts, "with", "id", "for", "tls").some((text) => /^Exim \d/.test(text));

/** Up to the end of the word, whatever delimiters it contains. */
const HELO = /\b(?:helo|ehlo)[= ]+(\S+)/i;

const isBy = (parts: Parts, program: RegExp): boolean => commentsIn(parts, "by").some((text) => program.test(text));

/**
 * An address may be in two places: in a comment, where the receiving machine writes it, and first, where a sender may claim
 * one. The comment counts, except when it would turn a public sender into a private machine.
 */
function peerIp(parts: Parts, unsaid: readonly string[]): string | null {
  const from = words(parts.get("from") ?? []);
  const first = ipIn(from.find((word) => word.startsWith("[")) ?? from[0] ?? "");
  const own = unsaid.flatMap((text) => /\[([^\]]+)\]/.exec(text)?.[1] ?? (/^[\da-f.:]+$/i.test(text) ? text : []));
  const second = ipIn(own.join(" ")) ?? ipIn(unsaid.join(" "));
  return second === null || (first !== null && isPrivate(second) && !isPrivate(first)) ? first : second;
}
