// Estimates how long guessing would take. For words on the screen only, never a gate: any passphrase is accepted.

export type PassphraseStrength = "empty" | "short" | "weak" | "fair" | "strong";

const BITS_PER_WORD = 10; // people pick from about a thousand words; dice would give 12.9
const FAIR = 40;
const STRONG = 60;

/** `about` lists what a guesser knows about the owner (name, address); such parts count for nothing. */
export function strengthOf(passphrase: string, about: readonly string[] = []): PassphraseStrength {
  if (passphrase.length === 0) return "empty";
  if (passphrase.length < 8) return "short";
  const bits = guessingBits(withoutKnown(passphrase, about));
  if (bits < FAIR) return "weak";
  return bits < STRONG ? "fair" : "strong";
}

function withoutKnown(passphrase: string, about: readonly string[]): string {
  const known = about.flatMap((text) => text.split(/[\s@.]+/)).filter((part) => part.length > 2);
  return known.reduce(
    (rest, part) => rest.replaceAll(new RegExp(part.replace(/[^\p{L}\p{N}]/gu, "."), "giu"), " "),
    passphrase,
  );
}

function guessingBits(text: string): number {
  const words = new Set(text.toLowerCase().match(/\p{L}{3,}/gu) ?? []);
  const sentence = words.size * BITS_PER_WORD;
  const letters = surprising(text) * bitsPerCharacter(text);
  // A sentence is guessed word by word, however long its letters make it look.
  return words.size >= 3 ? Math.min(sentence, letters) : letters;
}

/** Characters that neither repeat nor continue the previous one ("aaaa", "1234"); at most two per distinct character. */
function surprising(text: string): number {
  let count = 0;
  let previous = Number.NaN;
  for (const character of text.trim()) {
    const code = character.codePointAt(0)!;
    if (Math.abs(code - previous) > 1) count += 1;
    previous = code;
  }
  return Math.min(count, new Set(text).size * 2);
}

function bitsPerCharacter(text: string): number {
  const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\d/, /[^\p{L}\d]/u].filter((kind) => kind.test(text.trim())).length;
  return [0, 2.6, 3.4, 4.2, 4.8][kinds] ?? 0;
}
