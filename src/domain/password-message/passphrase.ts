import type { Language } from "../language";
import { WORDS } from "./wordlists";

const WORD_COUNT = 6;
const DIGITS = 4;

/** Entropy of a proposed passphrase in bits: six words of eight bits and four digits. */
export const PROPOSED_BITS = WORD_COUNT * 8 + DIGITS * Math.log2(10);

/**
 * Six words and four digits, e.g. "river candle owl marble violin frost 4821", which can be said over the phone without
 * spelling.
 */
export function proposePassphrase(language: Language, random: (length: number) => Uint8Array): string {
  const list = WORDS[language].trim().split(/\s+/);
  const words = Array.from(random(WORD_COUNT), (octet) => list[octet]!);
  return [...words, digits(random)].join(" ");
}

/** Octets from 250 on are redrawn, because they would make low digits slightly more likely. */
function digits(random: (length: number) => Uint8Array): string {
  let text = "";
  while (text.length < DIGITS) {
    const [octet] = random(1);
    if (octet! < 250) text += octet! % 10;
  }
  return text;
}
