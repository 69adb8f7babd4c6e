// Honest messages of every shape, made with keys of this run, for the fuzzer to mutate.
import { octetsOf } from "../../../src/domain/octets";
import {
  clearsigned,
  crlf,
  detached,
  head,
  mixed,
  pgpMime,
  SECRET,
  type Side,
  sealed,
  signedMime,
  textPart,
} from "../side";

export interface Seeds {
  /** Whole messages, one character an octet. */
  readonly messages: readonly string[];
  /** Blocks of armor. */
  readonly blocks: readonly string[];
  /** Entities within messages. */
  readonly parts: readonly string[];
  /** Everything Bob signed, in `canonical` form: nothing else may be attributed to him. */
  readonly signed: ReadonlySet<string>;
}

/** Normalises line ends and the white space before them, which a clearsigned text does not cover (RFC 9580 7.1). */
export const canonical = (text: string): string => text.replace(/[ \t\r]*(?:\n|$)/g, "\n").trimEnd();

export async function makeSeeds(side: Side): Promise<Seeds> {
  const { bob, mallory } = side;
  const plain = textPart("Bob's plain words.\nIn two lines.");
  const protectedText = `From: Bob <bob@example.org>\nSubject: inside\nContent-Type: text/plain; charset=utf-8; hp="cipher"\n\nBob's protected words.`;
  const secret = textPart(SECRET);
  const rich = mixed(
    textPart("Bob's words."),
    'Content-Type: application/pdf; name="a.pdf"\nContent-Transfer-Encoding: base64\n\nJVBERi0xLjQK',
  ).trimEnd();
  const html = mixed(textPart("Bob's words."), textPart("<p>Bob's <b>words</b></p>", "text/html"))
    .replace("mixed", "alternative")
    .trimEnd();
  const entities = [plain, protectedText, secret, rich, html];
  const text = "Bob's clear words.\n- with a dash\n\nFrom the end.";
  const innerSigned = signedMime(plain, await detached(plain, bob), "in").trimEnd();
  const [ofSecret, ofRich, ofHead, unsigned, mallorys, layered, byMallory] = await Promise.all([
    sealed(side, secret),
    sealed(side, rich),
    sealed(side, protectedText),
    sealed(side, secret, null),
    sealed(side, textPart("EVIL-WORDS"), mallory),
    sealed(side, innerSigned, null),
    sealed(side, secret, mallory),
  ]);
  const inline = await clearsigned(text, bob);
  const hers = await clearsigned("EVIL-WORDS", mallory);
  const signedParts = await Promise.all(
    entities.filter((one) => one !== secret).map(async (one) => signedMime(one, await detached(one, bob))),
  );
  const blocks = [ofSecret, ofRich, ofHead, unsigned, mallorys, layered, byMallory, inline, hers].map((block) =>
    block.trimEnd(),
  );
  const exchange = mixed(
    textPart("This message is sealed."),
    'Content-Type: application/pgp-encrypted; name="PGPMIME Version Identification"\n\nVersion: 1\n',
    `Content-Type: application/octet-stream; name="encrypted.asc"\n\n${ofRich}`,
  );
  const parts = [
    ...signedParts,
    ...blocks.slice(0, 7).map(pgpMime),
    exchange,
    ...blocks.map((block) => textPart(block)),
    ...[plain, rich, html],
  ];
  const messages = parts.map((part) => crlf(head() + part));
  const signed = new Set([...entities, text, innerSigned].map((one) => canonical(crlf(one))));
  return { messages, blocks, parts, signed };
}

export const bytesOf = (text: string): Uint8Array<ArrayBuffer> => octetsOf(text);
