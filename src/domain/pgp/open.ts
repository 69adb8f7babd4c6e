// Reading armored messages: sealed, signed, clearsigned. No text comes out of data that is not authenticated
// (RFC 9580 13.7): what was not protected against change, or was changed, is an error.
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
export type ReadCode = "not-a-message" | "damaged" | "not-authenticated" | "unsupported" | "too-large";

export interface ParsedMessage {
  readonly form: "sealed" | "signed" | "clearsigned";
  /** Key ids it is sealed to, 16 lower-case hex digits; 0000000000000000 is a hidden reader. Empty when not sealed. */
  readonly readers: readonly string[];
  /** Sealed with authenticated encryption (SEIPDv2, RFC 9580 5.13.2). */
  readonly modern: boolean;
  /** Opens it; for use within domain/pgp. */
  readonly open: (keys: readonly SecretKey[]) => Promise<Result<Content, OpenFailure>>;
}

export type OpenFailure = Exclude<ReadCode, "not-a-message"> | "no-key";

interface Content {
  readonly text: string;
  readonly signed: Signed;
}

export interface OpenedMessage {
  readonly text: string;
  readonly signatures: readonly RawSignature[];
}

/** Finds and parses the first armored message or clearsigned text. Opens nothing yet. */
export async function parseMessage(input: string): Promise<Result<ParsedMessage, ReadCode>> {
  if (input.length > LIMITS.message) return fail("too-large");
  const block = armorBlocks(input).find(({ kind }) => kind === "MESSAGE" || kind === "SIGNED MESSAGE");
  if (!block) return fail("not-a-message");
  if (block.kind === "SIGNED MESSAGE") return parseClearsigned(block.text);
  try {
    const charset = /^Charset: *(\S+)$/m.exec(block.text.slice(0, 500))?.[1] ?? "utf-8";
    const bytes = dearmor(block.text);
    const message = await openpgp.readMessage({ binaryMessage: bytes, config: boundsFor(bytes.length) });
    return ok(sealedPackets(message).length > 0 ? sealed(message, charset, bytes.length) : plain(message, charset));
  } catch (error) {
    return fail(codeOf(error));
  }
}

/** Opens it with the unlocked keys and checks its signatures against whatever `findSigners` has for their key ids. */
export async function openMessage(
  message: ParsedMessage,
  keys: readonly SecretKey[],
  findSigners: (keyIds: string[]) => Promise<readonly Uint8Array[]>,
  now: number,
): Promise<Result<OpenedMessage, OpenFailure>> {
  const content = await message.open(keys);
  if (!content.ok) return content;
  const { text, signed } = content.value;
  if (signed.packets.length > LIMITS.signatures) return fail("too-large");
  const ids = [...new Set(signed.packets.map((packet) => packet.issuerKeyID.toHex()))];
  const certificates = ids.length > 0 ? await findSigners(ids) : [];
  return ok({ text, signatures: await checkSignatures(signed, certificates, now) });
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
    open: (keys) => decrypt(message, keys, readers, charset, bytes),
  };
}

async function decrypt(
  message: AnyMessage,
  keys: readonly SecretKey[],
  readers: readonly string[],
  charset: string,
  bytes: number,
): Promise<Result<Content, OpenFailure>> {
  if (message.packets.filterByTag(tags.symmetricallyEncryptedData).length > 0) return fail("not-authenticated");
  // Sealed by a password only: nothing a key of ours could do.
  if (readers.length === 0) return fail("unsupported");
  let sessionKeys: openpgp.DecryptedSessionKey[];
  try {
    sessionKeys = await openpgp.decryptSessionKeys({ message, decryptionKeys: [...keys] });
  } catch {
    const ours = keys.some((key) => key.getKeyIDs().some((id) => readers.includes(id.toHex())));
    return ours ? fail("damaged") : fail("no-key", readers);
  }
  try {
    const config = { ...openpgp.config, ...boundsFor(bytes) };
    const inner = await message.decrypt(undefined, undefined, sessionKeys as openpgp.SessionKey[], undefined, config);
    // An encrypted message inside an encrypted one would be opened with no word on who it was for.
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
  // Asked without keys, only for the signature packets: openpgp.js keeps those behind the data in a stream of its own.
  // Throws unless there is exactly one literal data packet.
  const found = await message.verify([]);
  const packets = (await Promise.all(found.map(({ signature }) => signature))).flatMap((one) => [...one.packets]);
  const literal = message.unwrapCompressed().packets.findPacket(tags.literalData) as openpgp.LiteralDataPacket;
  const text = decode(message.getLiteralData()!, charset).replace(/\r\n/g, "\n");
  return { text, signed: { literal, packets, detached: false } };
}

const isMessageSignature = ({ signatureType }: openpgp.SignaturePacket): boolean =>
  signatureType === openpgp.enums.signature.binary || signatureType === openpgp.enums.signature.text;

/** UTF-8 as RFC 9580 5.9 wants it; what is not comes from older mailers, mostly in the Windows Latin set. */
function decode(bytes: Uint8Array, charset: string): string {
  for (const label of [charset, "utf-8", "windows-1252"]) {
    try {
      return new TextDecoder(label, { fatal: true }).decode(bytes);
    } catch {
      // Unknown label or not in that charset: the next one.
    }
  }
  return new TextDecoder().decode(bytes);
}

async function parseClearsigned(armored: string): Promise<Result<ParsedMessage, ReadCode>> {
  try {
    const message = await openpgp.readCleartextMessage({ cleartextMessage: armored });
    const { data } = await openpgp.unarmor(armored);
    const signature = await openpgp.readSignature({ binarySignature: data as unknown as Uint8Array });
    const text = message.getText();
    const { packets } = await openpgp.createMessage({ text });
    const literal = packets.findPacket(tags.literalData) as openpgp.LiteralDataPacket;
    const signatures = signature.packets.filterByTag(tags.signature) as openpgp.SignaturePacket[];
    const signed: Signed = { literal, packets: signatures.filter(isMessageSignature), detached: true };
    return ok({ form: "clearsigned", readers: [], modern: false, open: async () => ok({ text, signed }) });
  } catch (error) {
    return fail(codeOf(error));
  }
}

// openpgp.js has no error codes: these are the names and words of its errors that tell the cases apart.
const TOO_LARGE = /Maximum decompressed message size/;
const UNSUPPORTED = /^Unsupported|^UnknownPacket|not supported|is unsupported|Invalid enum value/;
const MALFORMED = /^Grammar|^Malformed|Parsing .* failed|literal data packet|Unexpected packet/;

function codeOf(error: unknown): "too-large" | "unsupported" | "damaged" {
  const { name, message } = error as Error;
  if (TOO_LARGE.test(message)) return "too-large";
  return UNSUPPORTED.test(name) || UNSUPPORTED.test(message) ? "unsupported" : "damaged";
}

/**
 * Inside the seal only what parses badly after the integrity check is damage. Every other failure counts as that check
 * failing, since WebCrypto and each fallback word it differently.
 */
function codeOfDecryption(error: unknown): "too-large" | "unsupported" | "damaged" | "not-authenticated" {
  const { name, message } = error as Error;
  if (TOO_LARGE.test(message)) return "too-large";
  if (MALFORMED.test(name) || MALFORMED.test(message)) return "damaged";
  return name === "UnsupportedError" ? "unsupported" : "not-authenticated";
}
