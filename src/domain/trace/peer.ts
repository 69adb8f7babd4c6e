// Who handed a message over, as the machine that took it wrote it down beside what the sender says of itself.
import { commentsIn, isComment, type Parts, words } from "./clauses";
import { hostOrNull } from "./host";
import { ipIn, isPrivate } from "./ip";
import { tlsBesidePeer } from "./tls";

/** The machine that handed the message over, as the one that took it saw it. */
export interface Peer {
  /** What it called itself; anyone can say anything. */
  readonly helo: string | null;
  /** What the DNS calls its address, looked up both ways by the machine that wrote the line; null where it does not tell. */
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
  // What stands on the envelope is the sender's choice.
  const comments = commentsIn(parts, "from").filter((text) => tlsBesidePeer(text) === null && !/^envelope/i.test(text));
  const said = HELO.exec(comments.join(" "))?.[1];
  const unsaid = comments.map((text) => text.replace(HELO, " ").trim());
  const doubted = unsaid.some((text) => /may be forged|unverified|misconfigured/i.test(text));
  // Exim puts the DNS name first and says HELO in the comment where it is another; others the other way round. qmail's name is not looked up
  // both ways, so it proves nothing; nor do those of programs that ask one way only.
  const bracket = unsaid.map((text) => /^(?:IDENT:\S*@|\S+@)?([\w.-]+)\.? ?\[/i.exec(text)?.[1]).find(Boolean);
  const exim = comments.some((text) => /^\[[^\]]+\](?::\d+)? helo=/i.test(text)) || isExim(parts);
  const rdns = bracket ? hostOrNull(bracket) : exim ? hostOrNull(first) : null;
  const unchecked = doubted || isBy(parts, /^(?:OpenSMTPD|Haraka)\b/);
  return { helo: hostOrNull(said ?? first), rdns: unchecked ? null : rdns, ip: peerIp(parts, unsaid) };
}

/**
 * Programs write one name before the first comment, and one address in a comment. Where there is more of either, a peer was let
 * call itself by several words, and nobody can tell which are whose.
 */
export function isMixed(parts: Parts): boolean {
  const tokens = parts.get("from") ?? [];
  const first = tokens.findIndex(isComment);
  const comments = commentsIn(parts, "from").filter((text) => !/^envelope/i.test(text));
  const told = comments.filter((text) => tellsAddress(text.replace(HELO, " ")));
  const [address] = told;
  if (address === undefined) return false;
  // What is said of TLS follows the peer.
  const before = comments.slice(0, comments.indexOf(address));
  return (
    told.length > 1 || words(tokens.slice(0, first)).length > 1 || before.some((text) => tlsBesidePeer(text) !== null)
  );
}

/** By every way in which `peerIp` finds one: as a word, or in brackets, whatever they hang on. */
const tellsAddress = (text: string): boolean =>
  ipIn(text) !== null || [...text.matchAll(/\[([^\]]+)\]/g)].some(([, inside]) => ipIn(inside!) !== null);

export const isExim = (parts: Parts): boolean =>
  commentsIn(parts, "with", "id", "for", "tls").some((text) => /^Exim \d/.test(text));

/** To the end of the word, whatever signs of ours are in it. */
const HELO = /\b(?:helo|ehlo)[= ]+(\S+)/i;

const isBy = (parts: Parts, program: RegExp): boolean => commentsIn(parts, "by").some((text) => program.test(text));

/**
 * Of the two places an address may stand, in a comment is where the machine that took the message writes it, and first where
 * a sender may call itself by one. Where that would make the sender a machine of the house, it is not believed.
 */
function peerIp(parts: Parts, unsaid: readonly string[]): string | null {
  const from = words(parts.get("from") ?? []);
  const first = ipIn(from.find((word) => word.startsWith("[")) ?? from[0] ?? "");
  const own = unsaid.flatMap((text) => /\[([^\]]+)\]/.exec(text)?.[1] ?? (/^[\da-f.:]+$/i.test(text) ? text : []));
  const second = ipIn(own.join(" ")) ?? ipIn(unsaid.join(" "));
  return second === null || (first !== null && isPrivate(second) && !isPrivate(first)) ? first : second;
}
