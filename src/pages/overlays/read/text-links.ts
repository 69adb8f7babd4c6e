export interface TextPiece {
  readonly text: string;
  /** The link's target; null for plain text. */
  readonly href: string | null;
  /** The host the browser will really contact, where it differs from the text as written. */
  readonly host: string | null;
}

// Stops at white space, quotes, angle brackets and every control or format character, which can make one link read as another
// (UTS 39).
const CANDIDATE = /\bhttps?:\/\/[^\s<>"'`\p{Cc}\p{Cf}]+/giu;

/**
 * Splits plain text into web addresses and the text between them. Only http and https become links, and only where the text
 * shows the real target: an address with a user name before the host ("https://bank.example@evil.example") stays text. The
 * pieces' texts, joined, are the input.
 */
export function findLinks(text: string): TextPiece[] {
  const pieces: TextPiece[] = [];
  let at = 0;
  for (const match of text.matchAll(CANDIDATE)) {
    const written = withoutTail(match[0]);
    const url = URL.parse(written);
    if (!url || url.username || url.password || url.hostname === "") continue;
    if (match.index > at) pieces.push(plain(text.slice(at, match.index)));
    const shown = /^https?:\/\/([^/?#:]*)/i.exec(written)?.[1]?.toLowerCase();
    pieces.push({ text: written, href: url.href, host: shown === url.hostname ? null : url.hostname });
    at = match.index + written.length;
  }
  if (at < text.length) pieces.push(plain(text.slice(at)));
  return pieces;
}

/** Removes punctuation that ends the sentence, not the address; a closing bracket stays if its partner is inside. */
function withoutTail(written: string): string {
  let end = written.length;
  for (; end > 0; end--) {
    const last = written[end - 1]!;
    if (".,;:!?…»”’*_|".includes(last)) continue;
    if (last === ")" && count(written, ")", end) > count(written, "(", end)) continue;
    if (last === "]" && count(written, "]", end) > count(written, "[", end)) continue;
    break;
  }
  return written.slice(0, end);
}

function count(text: string, letter: string, end: number): number {
  let found = 0;
  for (let i = 0; i < end; i++) if (text[i] === letter) found++;
  return found;
}

const plain = (text: string): TextPiece => ({ text, href: null, host: null });
