// From the octets of a message to what is drawn and what is said of it. Loaded only for messages that are more than armor
// in a text. The background opens and checks; nothing here decides about trust.

import { claimedFrom } from "../../../domain/claimed-from";
import { armorInText } from "../../../domain/inline-armor";
import type { Opened } from "../../../domain/message/opened";
import { addressedTo } from "../../../domain/mime/addressees";
import { decodeText } from "../../../domain/mime/charset";
import { isEntity } from "../../../domain/mime/entity";
import { dateOf, valuesOf } from "../../../domain/mime/headers";
import {
  contiguousLayer,
  type EncryptedLayer,
  layersOf,
  type SignedLayer,
  signedOctets,
} from "../../../domain/mime/layers";
import { MIME_LIMITS } from "../../../domain/mime/limits";
import { octetString, octetsOf } from "../../../domain/mime/octets";
import { peopleIn } from "../../../domain/mime/people";
import { protectedHeaders } from "../../../domain/mime/protected";
import { decodeBody, type MimeCode, octetsAt, type Part, partsOf, readMime } from "../../../domain/mime/tree";
import { type Failed, fail } from "../../../domain/result";
import type { Request, ServeCode } from "../../../messages/calls";
import type { OpenFailure } from "../../../messages/calls/mail";
import { isLarge } from "../../../messages/pieces";
import type { ask } from "../frame/ask";
import { NotHandedOver } from "./not-handed-over";
import { bytesOf } from "./part-bytes";
import { fileShown, looseFile, NOTHING_SHOWN, partOf, shownOf, withSignatures } from "./shown";
import type { ShownAttachment, ShownMessage } from "./shown-message";
import { textShown } from "./shown-text";

type Claims = Omit<Request<"message.verify">, "signed" | "signature" | "work">;

/** The world of one message: who is asked, and what the message is believed to say of itself. */
export interface ReadingWorld {
  readonly ask: typeof ask;
  readonly claims: Claims;
  /** The user wants to see what nothing protected against change. */
  readonly unprotected: boolean;
  /** Names this reading, and how many clicks are around it, each of which opened something in something. */
  readonly work: { readonly id: string; readonly clicks: number };
}

export type Read =
  /** `opened` has the one status of the message, `shown` what lies within its layers. */
  | {
      readonly kind: "opened";
      readonly opened: Opened;
      readonly shown: ShownMessage;
      /** The sender that a forwarded message names itself, and signatures in it were compared with. */
      readonly claimed?: { readonly address: string; readonly name: string };
      /** Whom the header of its source names as recipients; null where that cannot be read. Left out: no source was seen. */
      readonly addressed?: readonly string[] | null;
    }
  /** Public keys, armored. */
  | { readonly kind: "keys"; readonly armored: string }
  /** Neither sealed nor signed as a whole, whatever hangs on it. */
  | { readonly kind: "clear"; readonly shown: ShownMessage }
  | { readonly kind: "failed"; readonly failure: ReadFailure };

/** no-file: the page did not hand the attachment over. */
export type ReadFailure = Failed<OpenFailure | ServeCode | "no-file">;

/** A whole message, or a MIME entity that stands for one. */
export async function readMessage(bytes: Uint8Array, world: ReadingWorld): Promise<Read> {
  const read = readMime(bytes);
  if (!read.ok) return failed(CODES[read.code]);
  const root = read.value;
  const sourceFrom = claimedFrom(root.headers);
  const within = sourceFrom.length > 0 ? { ...world, claims: { ...world.claims, sourceFrom } } : world;
  const layer = layersOf(root);
  if (layer.kind === "clear") return { kind: "clear", shown: shownOf(root, null) };
  const opened = await (layer.kind === "encrypted" ? openEncrypted(layer, within, 0) : openSigned(layer, within, 0));
  return opened.kind === "opened" ? { ...opened, addressed: addressedTo(root.headers) } : opened;
}

export interface SourceBlock {
  readonly kind: "message" | "signed";
  /** One character an octet. */
  readonly text: string;
  /** Of the text it stands in. */
  readonly charset: string;
  /** From as the source has it. */
  readonly from: readonly string[];
}

/** The blocks of armor in the plain text of a source, as they arrived. */
export function blocksIn(source: Uint8Array): SourceBlock[] {
  const read = readMime(source);
  if (!read.ok) return [];
  const from = claimedFrom(read.value.headers);
  return [...partsOf(read.value)]
    .filter((part) => part.type === "text/plain" && part.children.length === 0)
    .flatMap((part) =>
      armorInText(octetString(decodeBody(part))).flatMap(({ kind, text }): SourceBlock[] =>
        kind === "message" || kind === "signed" ? [{ kind, text, charset: charsetOf(part), from }] : [],
      ),
    );
}

/** Armor in a text, taken from the source because the page's text of it was changed, cut, or in a charset of its own. */
export async function readBlock({ text, charset, from }: SourceBlock, world: ReadingWorld): Promise<Read> {
  const answer = await open(
    { ...world, claims: { ...world.claims, sourceFrom: [...from] } },
    octetsOf(text),
    "octets",
    0,
  );
  if (!answer.ok) return refused(answer);
  return { kind: "opened", opened: answer.value, shown: decoded(answer.value.entity!, charset) };
}

/** A message that is one sealed file, where nothing but the file is to be had. */
export async function readSealedFile(octets: Uint8Array, world: ReadingWorld): Promise<Read> {
  const answer = await open(world, octets, "entity", 0);
  return answer.ok ? entityRead(answer.value.entity!, answer.value, world, 1) : refused(answer);
}

/** OpenPGP files among those a page lists, by their names alone: nothing else is known of them. */
export function listedFiles(
  names: readonly string[],
  bytes: (name: string) => Promise<Uint8Array>,
): readonly ShownAttachment[] {
  const listed = names.map((name, index) => looseFile(`p${index}`, name, () => bytes(name), kindByName(name)));
  return withSignatures(listed).filter(({ kind }) => kind !== "file");
}

/** The content of the part of this name, where the page has no link for it. */
export function fileInSource(source: Uint8Array | null, name: string): Uint8Array | null {
  const read = source && readMime(source);
  if (!read?.ok) return null;
  const part = [...partsOf(read.value)].find(({ fileName }) => fileName?.trim() === name);
  return part ? decodeBody(part) : null;
}

function kindByName(name: string): ShownAttachment["kind"] {
  if (/\.sig$|^signature\.asc$/i.test(name)) return "signature";
  if (/^(?:0x[0-9a-f]{8,}|openpgp_0x[0-9a-f]+|.*(?:public|pub|key).*)\.asc$/i.test(name)) return "keys";
  return /\.(?:asc|pgp|gpg)$/i.test(name) ? "encrypted" : "file";
}

/** The file that is the message, where the list holds it and what RFC 3156 puts beside it, and no more. */
export function messageFile(names: readonly string[]): string | null {
  const others = names.filter(
    (name) => !/^(?:PGP\/?MIME versions? identification|noname|version\.txt)$/i.test(name.trim()),
  );
  const [only] = others;
  return others.length === 1 && /^encrypted\.asc$|^message\.(?:asc|pgp|gpg)$/i.test(only!.trim()) ? only! : null;
}

const charsetOf = (part: Part): string => part.params.get("charset") ?? "";

function decoded(octets: Uint8Array, charset: string): ShownMessage {
  const { text, guessed } = decodeText(octets, charset);
  return textShown(text.replace(/\r\n/g, "\n"), guessed);
}

type MimeFailure = "too-large" | "too-deep" | "damaged";

const CODES: Readonly<Record<MimeCode, MimeFailure>> = {
  "too-large": "too-large",
  "too-deep": "too-deep",
  "too-many-parts": "too-large",
  malformed: "damaged",
};

const refused = (failure: ReadFailure): Read => ({ kind: "failed", failure });

const failed = (code: MimeFailure | "unsupported" | "no-file"): Read => refused(fail(code));

/** `around`: layers of the same message that were opened to get here. */
const workOf = ({ work: { id, clicks } }: ReadingWorld, around: number) => ({ id, layer: clicks + around });

const open = (world: ReadingWorld, sealed: Uint8Array, as: "entity" | "octets", around: number) => {
  const { ask, claims, unprotected } = world;
  return ask("message.open", { sealed: apart(sealed), as, unprotected, work: workOf(world, around), ...claims });
};

const verify = (world: ReadingWorld, signed: Uint8Array, signature: Uint8Array, around: number) => {
  const request = { signed: apart(signed), signature: apart(signature), work: workOf(world, around) };
  return world.ask("message.verify", { ...request, ...world.claims });
};

/** A view would take the whole message it looks into along to the background; what is large goes in copied pieces anyway. */
const apart = (bytes: Uint8Array): Uint8Array<ArrayBuffer> =>
  isLarge(bytes) ? (bytes as Uint8Array<ArrayBuffer>) : new Uint8Array(bytes);

async function openEncrypted(layer: EncryptedLayer, world: ReadingWorld, around: number): Promise<Read> {
  const { form, ciphertext } = layer;
  const sealed = await bytesOf(ciphertext);
  const answer = await open(world, sealed, form === "inline" ? "octets" : "entity", around);
  if (!answer.ok) return refused(answer);
  const opened = answer.value;
  const octets = opened.entity!;
  if (form === "inline") {
    const charset = /^Charset: *(\S+)\s*$/m.exec(octetString(sealed.subarray(0, 500)))?.[1];
    return { kind: "opened", opened, shown: decoded(octets, charset ?? charsetOf(ciphertext)) };
  }
  return entityRead(octets, opened, world, around + 1);
}

/** What was inside a seal: an entity with perhaps a signature around it (RFC 3156 6.1), or no MIME at all. */
async function entityRead(octets: Uint8Array, opened: Opened, world: ReadingWorld, around: number): Promise<Read> {
  if (!isEntity(octets)) return { kind: "opened", opened, shown: decoded(octets, "") };
  const payload = readMime(octets);
  if (!payload.ok) return failed(CODES[payload.code]);
  const inner = contiguousLayer(payload.value, around);
  if (inner === "too-deep") return failed("too-deep");
  if (inner?.kind === "signed" && inner.form === "pgp-mime" && !opened.unprotected) {
    const read = await openSigned(inner, world, around);
    if (read.kind === "opened") return { ...read, opened: bothOf(opened, read.opened) };
    if (read.kind === "failed") return read;
  }
  const headers = protectedHeaders(payload.value, true);
  return { kind: "opened", opened, shown: shownOf(payload.value, headers, opened.unprotected) };
}

/** A seal that was itself unsigned takes the word of the signature right inside it; two signatures must both hold. */
function bothOf(seal: Opened, inside: Opened): Opened {
  const signature =
    seal.signature.state === "none" || inside.signature.state === "invalid" ? inside.signature : seal.signature;
  return { ...seal, signature, facts: { ...seal.facts, signature: signature.state } };
}

async function openSigned(layer: SignedLayer, world: ReadingWorld, around: number): Promise<Read> {
  if (layer.form === "inline") {
    const { clearsigned } = layer;
    const answer = await open(world, decodeBody(clearsigned), "octets", around);
    if (!answer.ok) return refused(answer);
    return { kind: "opened", opened: answer.value, shown: decoded(answer.value.entity!, charsetOf(clearsigned)) };
  }
  // A signature around a seal says who passed the sealed letter on, not who wrote it: what is inside speaks for itself.
  const sealed = contiguousLayer(layer.inner, around + 1);
  if (sealed === "too-deep") return failed("too-deep");
  if (sealed?.kind === "encrypted") return openEncrypted(sealed, world, around + 1);
  const answer = await verify(world, signedOctets(layer), decodeBody(layer.signature), around);
  if (!answer.ok) return refused(answer);
  return { kind: "opened", opened: answer.value, shown: shownOf(layer.inner, protectedHeaders(layer.inner, false)) };
}

/** What hangs on a message, opened as a message of its own: nothing of the outer one's status or claims counts in it. */
export async function readAttachment(
  attachment: ShownAttachment,
  others: readonly ShownAttachment[],
  world: ReadingWorld,
): Promise<Read> {
  try {
    return await openAttachment(attachment, others, world);
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
  if (world.work.clicks > MIME_LIMITS.clicks) return failed("too-deep");
  // The provider's word is on the message it took in, not on what hangs on it.
  const none = { from: null, to: [], date: null, sourceFrom: undefined, sourceDate: undefined, vouched: undefined };
  const own = { ...world, claims: { ...world.claims, ...none } };
  const part = partOf(attachment);
  if (attachment.kind === "message") return readForwarded(await attachment.bytes(), own);
  if (part?.type.startsWith("multipart/")) return readMessage(octetsAt(part, part.whole), own);
  if (attachment.kind === "signature") return checkFile(attachment, others, own);
  const octets = await attachment.bytes();
  if (attachment.kind === "keys") return keysRead(octets);
  const answer = await open(own, octets, "octets", 0);
  if (!answer.ok) return refused(answer);
  const opened = answer.value;
  const content = opened.entity!;
  const name = attachment.name.name.replace(/\.(?:asc|pgp|gpg)$/i, "");
  if (attachment.kind === "signed") {
    return { kind: "opened", opened, shown: decoded(content, part ? charsetOf(part) : "") };
  }
  if (looksLikeMessage(name, content)) return entityRead(content, opened, own, 1);
  if (opened.unprotected) return { kind: "opened", opened, shown: decoded(content, "") };
  return { kind: "opened", opened, shown: fileShown(looseFile("0", name, content)) };
}

/** Its own From is what a signature in it is for; who forwarded it could have written that, so it is said to be its claim. */
async function readForwarded(octets: Uint8Array, world: ReadingWorld): Promise<Read> {
  const read = readMime(octets);
  if (!read.ok) return failed(CODES[read.code]);
  const { headers } = read.value;
  const people = valuesOf(headers, "from").flatMap((value) => peopleIn(value) ?? []);
  const claimed = people.length === 1 ? people[0]! : null;
  const claims = { ...world.claims, from: claimed?.address ?? null, date: dateOf(headers) };
  const message = await readMessage(octets, { ...world, claims });
  return message.kind === "opened" && claimed ? { ...message, claimed } : message;
}

/** Keys in binary are for the contacts page: it takes whole files. */
function keysRead(octets: Uint8Array): Read {
  const armored = octetString(octets.subarray(0, 1_000_000));
  return armored.includes("-----BEGIN PGP PUBLIC KEY BLOCK-----") ? { kind: "keys", armored } : failed("unsupported");
}

/** "encrypted.asc" and the like hold mail; "plan.pdf.pgp" holds a file, whatever it begins with. */
const looksLikeMessage = (name: string, content: Uint8Array): boolean =>
  !/\.[a-z0-9]{1,8}$/i.test(name) &&
  /^(?:content-|mime-version|from|subject)[^\n]*:/im.test(octetString(content.subarray(0, 4096)));

async function checkFile(
  signature: ShownAttachment,
  others: readonly ShownAttachment[],
  world: ReadingWorld,
): Promise<Read> {
  const file = others.find(({ id }) => id === signature.signatureOf);
  if (!file) return failed("unsupported");
  const answer = await verify(world, await file.bytes(), await signature.bytes(), 0);
  return answer.ok ? { kind: "opened", opened: answer.value, shown: NOTHING_SHOWN } : refused(answer);
}
