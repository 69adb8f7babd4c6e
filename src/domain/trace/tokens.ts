// Splits a Received line (RFC 5321 4.4) into atoms and comments. Comments are in round brackets, may nest, and hold what MTAs
// record about TLS, names and addresses.

export type Token =
  | { readonly kind: "word"; readonly text: string }
  /** Without its outer brackets. */
  | { readonly kind: "comment"; readonly text: string };

/** Not \s, since the octet a0 may be part of a UTF-8 character. Folded lines may have any of these inside their comments too. */
const SPACES = /[ \t\r\n\f\v]+/g;
/** Characters; longer lines are cut, and no honest one is longer. */
const MAX_LINE = 8000;

/**
 * A quoted string (RFC 5322 3.2.4), up to the end if it is not closed. The sender chooses its content, as in <"x) (TLS1.3)
 * (y"@a.example>, and servers copy it into words and comments alike. A final backslash is included, so that matching does not
 * backtrack.
 */
export const QUOTED = /"(?:[^"\\]|\\.?)*("|$)/gs;

/**
 * Splits a field body, folded or not, into words and comments, and takes off the date after the last semicolon outside
 * comments. Comments after the date are kept, since Yandex records TLS there. Quoted strings are reduced to their quotes.
 * Never throws. Null if a bracket or quote has no counterpart: it came from a name that a peer chose, so nothing around it
 * can be trusted.
 */
export function tokensOf(line: string): { readonly tokens: readonly Token[]; readonly date: string | null } | null {
  const text = line
    .slice(0, MAX_LINE)
    .replace(QUOTED, (_, end: string) => `"${end}`)
    .replace(SPACES, " ");
  if (text.split('"').length % 2 === 0) return null;
  const tokens: Token[] = [];
  let dateAt: number | null = null;
  let tokensBeforeDate = 0;
  let at = 0;
  while (at < text.length) {
    const char = text[at]!;
    if (char === " ") at++;
    else if (char === ";") {
      at++;
      dateAt = at;
      tokensBeforeDate = tokens.length;
    } else if (char === "(") {
      const end = closing(text, at);
      if (end === text.length) return null;
      tokens.push({ kind: "comment", text: text.slice(at + 1, end).trim() });
      at = end + 1;
    } else if (char === ")") return null;
    else {
      const end = wordEnd(text, at);
      tokens.push({ kind: "word", text: text.slice(at, end) });
      at = end;
    }
  }
  if (dateAt === null) return { tokens, date: null };
  return {
    tokens: tokens.filter(({ kind }, i) => i < tokensBeforeDate || kind === "comment"),
    date: text.slice(dateAt).trim(),
  };
}

/** Index of the bracket that closes the one at `open`; the text's length if there is none. */
function closing(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === "(") depth++;
    else if (text[at] === ")" && --depth === 0) return at;
  }
  return text.length;
}

/** A word ends at a space, semicolon or bracket; a <path> at its closing bracket. */
function wordEnd(text: string, start: number): number {
  const word = /<[^ ;()<>]*>|[^ ;()]*/y;
  word.lastIndex = start;
  return Math.max(start + word.exec(text)![0].length, start + 1);
}
