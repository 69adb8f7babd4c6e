// Splits a Received line at its keywords (RFC 5321 4.4).
import type { Token } from "./tokens";

export type Clause = "from" | "by" | "via" | "with" | "id" | "for" | "tls";
const CLAUSES: ReadonlySet<string> = new Set(["from", "by", "via", "with", "id", "for", "tls"]);

/** The parts of a line by clause; "" holds everything before the first one. */
export type Parts = ReadonlyMap<Clause | "", readonly Token[]>;

export const isComment = (token: Token): boolean => token.kind === "comment";
export const words = (tokens: readonly Token[]): string[] =>
  tokens.filter((token) => token.kind === "word").map((token) => token.text);

export const commentsIn = (parts: Parts, ...clauses: readonly Clause[]): string[] =>
  clauses.flatMap((clause) => (parts.get(clause) ?? []).filter(isComment).map((token) => token.text));

/**
 * A keyword right after a keyword is its value, because a sender may call itself "by" or "with". The same goes for any
 * keyword but `by` between `from` and `by`, where the sender's words are. A second `by` is a word of the clause it is in.
 */
export function clausesOf(tokens: readonly Token[]): Parts {
  const parts = new Map<Clause | "", Token[]>();
  let current: Clause | "" = "";
  tokens.forEach((token, i) => {
    const name = token.kind === "word" ? token.text.toLowerCase() : "";
    const before = tokens[i - 1];
    const isValue = before?.kind === "word" && isClause(before.text) && parts.get(current)?.length === 0;
    const among = parts.has("from") && !parts.has("by") && name !== "by";
    const again = name === "by" && parts.has("by");
    if (CLAUSES.has(name) && !isValue && !among && !again) {
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
