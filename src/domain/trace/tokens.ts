// The words of a Received line (RFC 5321 4.4): atoms, and comments in round brackets, which nest and hold what MTAs have
// to say about TLS, names and addresses.

export type Token =
  | { readonly kind: "word"; readonly text: string }
  /** Without its outer brackets. */
  | { readonly kind: "comment"; readonly text: string };

/** Not \s: the octet a0 is half of a letter in UTF-8. Folded lines have any of these inside their comments, too. */
const SPACES = /[ \t\r\n\f\v]+/g;
/** Longer lines are cut: no honest one is. Characters. */
const MAX_LINE = 8000;

/**
 * A quoted string (RFC 5322 3.2.4), reaching to the end where nothing closes it. Whoever sends chooses what stands in one, as
 * in <"x) (TLS1.3) (y"@a.example>, and servers write it down in words and comments alike. A backslash that ends the text is taken in, so that
 * nothing is tried twice.
 */
export const QUOTED = /"(?:[^"\\]|\\.?)*("|$)/gs;

/**
 * Splits a field body, folded or not, into words and comments, and takes off the date after the last semicolon outside
 * comments; comments after it are kept, since Yandex tells of TLS there. Of quoted strings the quotes are left. Never throws.
 * Null where a bracket or a quote has no other half: it was in a name that a peer chose, and so was what stands there.
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

/** Index of the bracket that closes the one at `open`; that of the end when none does. */
function closing(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === "(") depth++;
    else if (text[at] === ")" && --depth === 0) return at;
  }
  return text.length;
}

/** A word ends at space, semicolon or bracket, a <path> at its end. */
function wordEnd(text: string, start: number): number {
  const word = /<[^ ;()<>]*>|[^ ;()]*/y;
  word.lastIndex = start;
  return Math.max(start + word.exec(text)![0].length, start + 1);
}
