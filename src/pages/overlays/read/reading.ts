// From a message's octets to what is drawn and its status. Loaded only for messages that are more than armor in a text.
import { nameInside } from "../../../domain/message/attachments";
import type { GivenKind } from "../../../domain/message/given-file";
import { type Claims, type Given, MIME_FAILURES } from "../../../domain/message/opened";
import { layersOf } from "../../../domain/mime/layers";
import { MIME_LIMITS } from "../../../domain/mime/limits";
import { octetsAt, type Part, readMime } from "../../../domain/mime/tree";
import { octetString, octetsOf } from "../../../domain/octets";
import { isLarge } from "../../../messages/pieces";
import { blocksIn, type SourceBlock } from "./in-source";
import { NotHandedOver } from "./not-handed-over";
import { failed, type Read, type ReadingWorld, readMail } from "./read-mail";
import { contentShown, partOf, shownOf } from "./shown";
import type { ShownAttachment } from "./shown-message";

// Re-exported so that everything loaded on demand comes as one chunk.
export { messageFile } from "../../../domain/message/attachments";
export { blocksIn, fileInSource } from "./in-source";
export { listedFiles } from "./shown";

/** Reads a whole message, or a MIME entity that stands for one. `forwarded`: its own header names its sender. */
export async function readMessage(bytes: Uint8Array, world: ReadingWorld, forwarded = false): Promise<Read> {
  const read = readMime(bytes);
  if (!read.ok) return failed(MIME_FAILURES[read.code]);
  const root = read.value;
  // No layers to undo, and the attachments may be many megabytes.
  if (layersOf(root) === null) return { kind: "clear", shown: shownOf(root, null) };
  return ask({ source: apart(bytes), forwarded }, world, root);
}

/** Reads armor from the source, where the page changed or truncated its text or its charset is in doubt. */
export const readBlock = ({ text, charset, from }: SourceBlock, world: ReadingWorld): Promise<Read> =>
  ask({ armored: octetsOf(text), charset }, { ...world, claims: { ...world.claims, sourceFrom: from } });

/** Reads a message that is one sealed file, where only the file is available. */
export const readSealedFile = (file: Uint8Array, world: ReadingWorld): Promise<Read> =>
  ask({ file: apart(file), name: null }, world);

/** `root`: the parsed message given, which holds the signed content where nothing is sealed. */
const ask = (given: Given, world: ReadingWorld, root: Part | null = null): Promise<Read> =>
  readMail(given, world, (content, { unprotected }) => contentShown(content, unprotected, root));

/** Copies a view, which would be sent with its whole buffer. Large octets are copied in pieces anyway. */
const apart = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => {
  const whole = bytes.length === bytes.buffer.byteLength || isLarge(bytes as Uint8Array<ArrayBuffer>);
  return whole ? (bytes as Uint8Array<ArrayBuffer>) : new Uint8Array(bytes);
};

/**
 * Reads a file that the user brought in the message's place. It may be any message, so none of what the page says of its own
 * is applied: who wrote it is judged by what the file says.
 */
export async function readGiven(octets: Uint8Array, kind: GivenKind, world: ReadingWorld): Promise<Read> {
  const own = apart(octets);
  const alone: ReadingWorld = { ...world, claims: { from: null, to: [], date: null, account: world.claims.account } };
  if (kind === "keys") return keysRead(own);
  if (kind === "sealed") return readSealedFile(own, alone);
  if (kind === "signed") return ask({ armored: own }, alone);
  const read = await readMessage(own, alone, true);
  if (read.kind !== "clear") return read;
  // Armor in the text, of which the page had only an altered or shortened copy.
  const [block] = blocksIn(own);
  return block ? readBlock(block, { ...alone, claims: { ...alone.claims, from: block.from[0] ?? null } }) : read;
}

/** Opens an attachment as a message of its own, to which none of the outer message's status or claims apply. */
export async function readAttachment(
  attachment: ShownAttachment,
  others: readonly ShownAttachment[],
  world: ReadingWorld,
): Promise<Read> {
  if (world.work.clicks > MIME_LIMITS.clicks) return failed("too-deep");
  // The provider vouched for the message it received, not for its attachments.
  const claims: Claims = { from: null, to: [], date: null, account: world.claims.account };
  try {
    return await openAttachment(attachment, others, { ...world, claims });
  } catch (error) {
    if (error instanceof NotHandedOver) return failed("no-file");
    throw error;
  }
}

async function openAttachment(
  attachment: ShownAttachment,
  others: readonly ShownAttachment[],
  world: ReadingWorld,
): Promise<Read> {
  const { kind, name } = attachment;
  const part = partOf(attachment);
  if (kind === "message") return readMessage(await attachment.bytes(), world, true);
  if (part?.type.startsWith("multipart/")) return readMessage(octetsAt(part, part.whole), world);
  if (kind === "signature") return checkFile(attachment, others, world);
  const octets = apart(await attachment.bytes());
  if (kind === "keys") return keysRead(octets);
  if (kind === "signed") return ask({ armored: octets, charset: part?.params.get("charset") ?? "" }, world);
  return ask({ file: octets, name: nameInside(name.name) }, world);
}

/** Only armored keys: binary ones are left to the contacts page, which imports whole files. */
function keysRead(octets: Uint8Array): Read {
  const armored = octetString(octets.subarray(0, 1_000_000));
  return armored.includes("-----BEGIN PGP PUBLIC KEY BLOCK-----") ? { kind: "keys", armored } : failed("unsupported");
}

async function checkFile(
  signature: ShownAttachment,
  others: readonly ShownAttachment[],
  world: ReadingWorld,
): Promise<Read> {
  const file = others.find(({ id }) => id === signature.signatureOf);
  if (!file) return failed("unsupported");
  return ask({ signed: apart(await file.bytes()), signature: apart(await signature.bytes()) }, world);
}
