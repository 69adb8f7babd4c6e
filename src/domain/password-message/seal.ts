// A message for someone without a key, as one HTML file that opens itself: see src/password-message/ for the page in it.
import { fail, ok, type Result } from "../result";
import { type LetterContent, writeContent } from "./content";
import { type LetterHead, writeHead } from "./format";
import { lockOf } from "./lock";

/** Sealed anew with every letter, so it may rise at any time. */
export const LETTER_ROUNDS = 1_000_000;

/** Base64 twice, here and by the mail program, and it still goes under the 25 MiB most providers take. */
export const LETTER_LIMIT = 13 * 2 ** 20;

/** Where the blank page has room for the letter; see scripts/letter-page.ts. */
export const LETTER_PLACE = "<!--letter-->";

export interface SealDeps {
  /** The page without a letter, as it is built: password-message/blank.txt of the extension. */
  readonly blank: string;
  /** That many random octets. */
  readonly random: (length: number) => Uint8Array<ArrayBuffer>;
}

/** The sealed octets alone. */
export async function sealContent(
  content: LetterContent,
  from: string,
  passphrase: string,
  random: SealDeps["random"],
): Promise<Uint8Array<ArrayBuffer>> {
  const head: LetterHead = { rounds: LETTER_ROUNDS, salt: random(16), iv: random(12), from };
  const { key, check } = await lockOf(passphrase, head);
  const bound = writeHead(head, check);
  const sealed = await crypto.subtle.encrypt(
    { name: "AES-GCM", iv: head.iv, additionalData: bound },
    key,
    writeContent(content),
  );
  const out = new Uint8Array(bound.length + sealed.byteLength);
  out.set(bound);
  out.set(new Uint8Array(sealed), bound.length);
  return out;
}

/**
 * The whole file, UTF-8. `from` is one line that stands readable in it (the mail around it says the same). "too-large":
 * over LETTER_LIMIT.
 */
export async function sealLetter(
  content: LetterContent,
  from: string,
  passphrase: string,
  { blank, random }: SealDeps,
): Promise<Result<Uint8Array<ArrayBuffer>, "too-large">> {
  const size = content.files.reduce((sum, { bytes }) => sum + bytes.length, content.text.length);
  if (size > LETTER_LIMIT) return fail("too-large");
  const [before, after] = blank.split(LETTER_PLACE);
  if (before === undefined || after === undefined) throw new Error("the blank letter has no place for the letter");
  const sealed = await sealContent(content, from, passphrase, random);
  // Base64 has no sign that means anything in HTML, so nothing of the user's stands in the markup.
  return ok(new TextEncoder().encode(`${before}${sealed.toBase64()}${after}`));
}
