// A message for someone without a key, as one HTML file that opens itself; src/password-message/ has its page.
import { fail, ok, type Result } from "../result";
import { type MessageContent, writeContent } from "./content";
import { type FormatHeader, writeHeader } from "./format";
import { lockOf } from "./lock";

/** Every message records its own number, so this may rise at any time. */
export const KDF_ROUNDS = 1_000_000;

/** Octets. Encoded in Base64 twice, here and by the mail program, this still fits the 25 MiB that most providers accept. */
export const SIZE_LIMIT = 13 * 2 ** 20;

/** The place of the sealed content in the blank page; see scripts/password-message-page.ts. */
export const CONTENT_PLACE = "<!--letter-->";

export interface SealDeps {
  /** The built page without content: password-message/blank.txt of the extension. */
  readonly blank: string;
  /** Returns that many random octets. */
  readonly random: (length: number) => Uint8Array<ArrayBuffer>;
}

/** The sealed octets without the page. */
export async function sealContent(
  content: MessageContent,
  from: string,
  passphrase: string,
  random: SealDeps["random"],
): Promise<Uint8Array<ArrayBuffer>> {
  const header: FormatHeader = { rounds: KDF_ROUNDS, salt: random(16), iv: random(12), from };
  const { key, check } = await lockOf(passphrase, header);
  const bound = writeHeader(header, check);
  const sealed = await crypto.subtle.encrypt(
    { name: "AES-GCM", iv: header.iv, additionalData: bound },
    key,
    writeContent(content),
  );
  const out = new Uint8Array(bound.length + sealed.byteLength);
  out.set(bound);
  out.set(new Uint8Array(sealed), bound.length);
  return out;
}

/**
 * The whole file, UTF-8. `from` is one line that stays readable in it (the mail around it says the same). "too-large": over
 * SIZE_LIMIT.
 */
export async function sealPasswordMessage(
  content: MessageContent,
  from: string,
  passphrase: string,
  { blank, random }: SealDeps,
): Promise<Result<Uint8Array<ArrayBuffer>, "too-large">> {
  const size = content.files.reduce((sum, { bytes }) => sum + bytes.length, content.text.length);
  if (size > SIZE_LIMIT) return fail("too-large");
  const [before, after] = blank.split(CONTENT_PLACE);
  if (before === undefined || after === undefined) throw new Error("the blank page has no place for the content");
  const sealed = await sealContent(content, from, passphrase, random);
  // Base64 has no character with a meaning in HTML, so user content cannot act as markup.
  return ok(new TextEncoder().encode(`${before}${sealed.toBase64()}${after}`));
}
