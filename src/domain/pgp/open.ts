// Opens messages: encrypted, signed, clearsigned, and detached signatures. Unauthenticated data is never returned (RFC 9580
// 13.7): missing or failed integrity protection is an error. The one exception is old mail without any integrity protection,
// which a caller can ask for explicitly.
import { type DecodedText, decodeText } from "../mime/charset";
import { octetString, octetsOf } from "../octets";
import { fail, ok, type Result } from "../result";
import { armorBlocks, dearmor } from "./armor";
import { LIMITS } from "./limits";
import { openpgp } from "./openpgp";
import type { SecretKey } from "./secret-key";
import { checkSignatures, type RawSignature, type Signed } from "./signatures";

/**
 * not-a-message: no complete armor in the text. damaged: armor or packets do not parse. not-authenticated: no integrity
 * protection, or it failed. unsupported: a form, version or algorithm Cachet does not open. no-key: sealed to others.
 */
export type ParseCode = "not-a-message" | "damaged" | "not-authenticated" | "unsupported" | "too-large";

export interface ParsedMessage {
  readonly form: "sealed" | "signed" | "clearsigned";
  /** Key ids it is sealed to, 16 lower-case hex digits; 0000000000000000 is a hidden reader. Empty when not sealed. */
  readonly readers: readonly string[];
  /** Sealed with authenticated encryption (SEIPDv2, RFC 9580 5.13.2). */
  readonly modern: boolean;
  /** Encrypted without integrity protection (RFC 9580 5.7): opened only on explicit request. */
  readonly unprotected: boolean;
  /** Opens it; for use within domain/pgp. */
  readonly open: (keys: readonly SecretKey[], unprotected: boolean) => Promise<Result<Content, DecryptFailure>>;
}

export type DecryptFailure =
  | Exclude<ParseCode, "not-a-message">
  /** There is no integrity protection at all (RFC 9580 5.7), so nothing is known to have been changed. */
  | { readonly code: "not-authenticated"; readonly unprotected: true }
  /** The key ids of its readers. */
  | { readonly code: "no-key"; readonly readers: readonly string[] };

interface Content {
  readonly octets: Uint8Array;
  /** Decoded on demand, since there may be many octets. UTF-8 as RFC 9580 5.9 demands, or what older mailers wrote. */
  readonly text: () => DecodedText;
  readonly signed: Signed;
}

export interface OpenedMessage {
  /** The content exactly as it was written. */
  readonly octets: Uint8Array;
  readonly text: string;
  /** The text's charset was missing or wrong. */
  readonly guessed: boolean;
  readonly signatures: readonly RawSignature[];
}

/** Certificates that may have made signatures with these key ids. */
type FindSigners = (keyIds: string[]) => Promise<readonly Uint8Array[]>;

/** Finds and parses the first armored message or clearsigned text, or binary packets. Opens nothing yet. */
export async function parseMessage(input: string | Uint8Array): Promise<Result<ParsedMessage, ParseCode>> {
  if (input.length > LIMITS.message) return fail("too-large");
  const octets = typeof input !== "string";
  if (octets && isPackets(input)) return parsePackets(input, "utf-8");
  const block = armorBlocks(octets ? octetString(input) : input).find(
    ({ kind }) => kind === "MESSAGE" || kind === "SIGNED MESSAGE",
  );
  if (!block) return fail("not-a-message");
  if (block.kind === "SIGNED MESSAGE") return parseClearsigned(block.text, octets);
  const charset = /^Charset: *(\S+)$/m.exec(block.text.slice(0, 500))?.[1] ?? "utf-8";
  try {
    return await parsePackets(dearmor(block.text), charset);
  } catch {
    return fail("damaged"); // no base64
  }
}

/** Every packet begins with its highest bit set (RFC 9580 4.2); no character of armor does. */
const isPackets = (input: Uint8Array): boolean => ((input[0] ?? 0) & 0x80) !== 0;

async function parsePackets(bytes: Uint8Array, charset: string): Promise<Result<ParsedMessage, ParseCode>> {
  try {
    const message = await openpgp.readMessage({ binaryMessage: bytes, config: boundsFor(bytes.length) });
    return ok(sealedPackets(message).length > 0 ? sealed(message, charset, bytes.length) : plain(message, charset));
  } catch (error) {
    return fail(codeOf(error));
  }
}

/**
 * Opens it with the unlocked keys and checks its signatures against the certificates that `findSigners` returns for their key
 * ids.
 */
export async function openMessage(
  message: ParsedMessage,
  keys: readonly SecretKey[],
  findSigners: FindSigners,
  now: number,
  /** Also opens a message without integrity protection. */
  unprotected = false,
  mostSignatures: number = LIMITS.signatures,
): Promise<Result<OpenedMessage, DecryptFailure>> {
  const content = await message.open(keys, unprotected);
  if (!content.ok) return content;
  const { octets, text, signed } = content.value;
  const signatures = await checked(signed, findSigners, now, mostSignatures);
  if (!signatures.ok) return signatures;
  return ok({
    octets,
    get text() {
      return text().text;
    },
    get guessed() {
      return text().guessed;
    },
    signatures: signatures.value,
  });
}

async function checked(
  signed: Signed,
  findSigners: FindSigners,
  now: number,
  most: number,
): Promise<Result<RawSignature[], "too-large">> {
  if (signed.packets.length > most) return fail("too-large");
  const ids = [...new Set(signed.packets.map((packet) => packet.issuerKeyID.toHex()))];
  const certificates = ids.length > 0 ? await findSigners(ids) : [];
  return ok(await checkSignatures(signed, certificates, now));
}

/** Checks a detached signature (RFC 9580 10.4), armored or not, over these octets and no others. */
export async function verifyDetached(
  data: Uint8Array,
  signature: string | Uint8Array,
  findSigners: FindSigners,
  now: number,
  mostSignatures: number = LIMITS.signatures,
): Promise<Result<RawSignature[], ParseCode>> {
  if (data.length > LIMITS.message || signature.length > LIMITS.keyInput) return fail("too-large");
  const bytes = packetsOf(signature);
  if (!bytes) return fail("not-a-message");
  try {
    const read = await openpgp.readSignature({ binarySignature: bytes });
    const packets = (read.packets.filterByTag(tags.signature) as openpgp.SignaturePacket[]).filter(isMessageSignature);
    if (packets.length === 0) return fail("unsupported");
    const message = await openpgp.createMessage({ binary: data });
    const literal = message.packets.findPacket(tags.literalData) as openpgp.LiteralDataPacket;
    return await checked({ literal, packets, detached: true }, findSigners, now, mostSignatures);
  } catch (error) {
    return fail(codeOf(error));
  }
}

function packetsOf(signature: string | Uint8Array): Uint8Array | null {
  if (typeof signature !== "string") return isPackets(signature) ? signature : packetsOf(octetString(signature));
  // Some mailers write the armor header line of a message.
  const block = armorBlocks(signature).find(({ kind }) => kind === "SIGNATURE" || kind === "MESSAGE");
  try {
    return block ? dearmor(block.text) : null;
  } catch {
    return null;
  }
}

type AnyMessage = openpgp.Message<Uint8Array>;

const { packet: tags } = openpgp.enums;

const sealedPackets = (message: AnyMessage): openpgp.AnyPacket[] =>
  message.packets.filterByTag(
    tags.symmetricallyEncryptedData,
    tags.symEncryptedIntegrityProtectedData,
    tags.aeadEncryptedData,
  );

/** A small message that grows a hundredfold is a bomb, not mail. */
const boundsFor = (bytes: number): openpgp.PartialConfig => ({
  maxDecompressedMessageSize: Math.min(LIMITS.decompressed, Math.max(1024 * 1024, bytes * 100)),
});

function sealed(message: AnyMessage, charset: string, bytes: number): ParsedMessage {
  const readers = message.getEncryptionKeyIDs().map((id) => id.toHex());
  const body = message.packets.findPacket(tags.symEncryptedIntegrityProtectedData) as { version?: number } | undefined;
  return {
    form: "sealed",
    readers,
    modern: body?.version === 2,
    unprotected: isUnprotected(message),
    open: (keys, unprotected) => decrypt(message, { keys, readers, charset, bytes, unprotected }),
  };
}

const isUnprotected = (message: AnyMessage): boolean =>
  message.packets.filterByTag(tags.symmetricallyEncryptedData).length > 0;

/** The key id that names nobody (RFC 9580 5.1.8). */
const HIDDEN = "0000000000000000";

interface Opening {
  readonly keys: readonly SecretKey[];
  readonly readers: readonly string[];
  readonly charset: string;
  /** Length of the message. */
  readonly bytes: number;
  readonly unprotected: boolean;
}

async function decrypt(
  message: AnyMessage,
  { keys, readers, charset, bytes, unprotected }: Opening,
): Promise<Result<Content, DecryptFailure>> {
  // Not the same failure as a changed message: this one can be opened on request.
  if (isUnprotected(message) && !unprotected) return fail({ code: "not-authenticated", unprotected: true });
  // Encrypted with a password only, so no key can open it.
  if (readers.length === 0) return fail("unsupported");
  const own = new Set(keys.flatMap((key) => key.getKeyIDs().map((id) => id.toHex())));
  if (readers.filter((id) => own.has(id) || id === HIDDEN).length > LIMITS.tries) return fail("too-large");
  let sessionKeys: openpgp.DecryptedSessionKey[];
  try {
    sessionKeys = await openpgp.decryptSessionKeys({ message, decryptionKeys: [...keys] });
  } catch {
    return readers.some((id) => own.has(id)) ? fail("damaged") : fail({ code: "no-key", readers });
  }
  // All recipients share one session key. Others are only there to have the whole message tried once for each.
  if (sessionKeys.length > 1) return fail("damaged");
  // Decrypted in one go, at a few megabytes a second at most.
  if (isUnprotected(message) && bytes > LIMITS.oldCipher && !/^aes/.test(sessionKeys[0]!.algorithm ?? ""))
    return fail("too-large");
  try {
    const config = { ...openpgp.config, ...boundsFor(bytes), allowUnauthenticatedMessages: unprotected };
    const inner = await message.decrypt(undefined, undefined, sessionKeys as openpgp.SessionKey[], undefined, config);
    // An encrypted message inside an encrypted one would be opened without checking who it was for.
    if (sealedPackets(inner as AnyMessage).length > 0) return fail("unsupported");
    return ok(await contentOf(inner as AnyMessage, charset));
  } catch (error) {
    return fail(codeOfDecryption(error));
  }
}

function plain(message: AnyMessage, charset: string): ParsedMessage {
  return {
    form: "signed",
    readers: [],
    modern: false,
    unprotected: false,
    open: async () => {
      try {
        return ok(await contentOf(message, charset));
      } catch (error) {
        return fail(codeOf(error));
      }
    },
  };
}

async function contentOf(message: AnyMessage, charset: string): Promise<Content> {
  // Called without keys, only to get the signature packets: openpgp.js keeps those after the data in a stream of its own.
  // Throws unless there is exactly one literal data packet.
  const found = await message.verify([]);
  const packets = (await Promise.all(found.map(({ signature }) => signature))).flatMap((one) => [...one.packets]);
  const literal = message.unwrapCompressed().packets.findPacket(tags.literalData) as openpgp.LiteralDataPacket;
  const octets = message.getLiteralData()!;
  let decoded: DecodedText | null = null;
  const text = (): DecodedText => {
    decoded ??= withLineFeeds(decodeText(octets, charset));
    return decoded;
  };
  return { octets, text, signed: { literal, packets, detached: false } };
}

const withLineFeeds = ({ text, guessed }: DecodedText): DecodedText => ({ text: text.replace(/\r\n/g, "\n"), guessed });

const isMessageSignature = ({ signatureType }: openpgp.SignaturePacket): boolean =>
  signatureType === openpgp.enums.signature.binary || signatureType === openpgp.enums.signature.text;

/**
 * `octets`: the armor holds one character per octet, as it arrived, and the signature covers those octets whatever the
 * charset. Otherwise it is text, and the signature covers its UTF-8.
 */
async function parseClearsigned(armored: string, octets: boolean): Promise<Result<ParsedMessage, ParseCode>> {
  try {
    const message = await openpgp.readCleartextMessage({ cleartextMessage: armored });
    const { data } = await openpgp.unarmor(armored);
    const signature = await openpgp.readSignature({ binarySignature: data as unknown as Uint8Array });
    const plain = message.getText();
    const bytes = octets ? octetsOf(plain) : new TextEncoder().encode(plain);
    const { packets } = await openpgp.createMessage({ binary: bytes });
    const literal = packets.findPacket(tags.literalData) as openpgp.LiteralDataPacket;
    const signatures = signature.packets.filterByTag(tags.signature) as openpgp.SignaturePacket[];
    const signed: Signed = { literal, packets: signatures.filter(isMessageSignature), detached: true };
    const text = (): DecodedText => (octets ? decodeText(bytes, "utf-8") : { text: plain, guessed: false });
    const content: Content = { octets: bytes, text, signed };
    return ok({ form: "clearsigned", readers: [], modern: false, unprotected: false, open: async () => ok(content) });
  } catch (error) {
    return fail(codeOf(error));
  }
}

// openpgp.js has no error codes; these names and messages of its errors distinguish the cases.
const TOO_LARGE = /Maximum decompressed message size|Too many (?:packets|chunks)/;
const UNSUPPORTED = /^Unsupported|^UnknownPacket|not supported|is unsupported|Invalid enum value/;
const MALFORMED = /^Grammar|^Malformed|Parsing .* failed|literal data packet|Unexpected packet/;

function codeOf(error: unknown): "too-large" | "unsupported" | "damaged" {
  const { name, message } = error as Error;
  if (TOO_LARGE.test(message)) return "too-large";
  return UNSUPPORTED.test(name) || UNSUPPORTED.test(message) ? "unsupported" : "damaged";
}

/**
 * Inside the encryption only a parse error after the integrity check counts as damage. Every other failure counts as a failed
 * integrity check, since WebCrypto and each fallback word it differently.
 */
function codeOfDecryption(error: unknown): "too-large" | "unsupported" | "damaged" | "not-authenticated" {
  const { name, message } = error as Error;
  if (TOO_LARGE.test(message)) return "too-large";
  if (MALFORMED.test(name) || MALFORMED.test(message)) return "damaged";
  return name === "UnsupportedError" ? "unsupported" : "not-authenticated";
}
