// From the octets of a message to what is drawn and what is said of it. Loaded only for messages that are more than armor
// in a text. The background opens and checks; nothing here decides about trust.
import { armorInText } from "../../../domain/inline-armor";
import { decodeText } from "../../../domain/mime/charset";
import { addressesIn, dateOf, valuesOf } from "../../../domain/mime/headers";
import {
  contiguousLayer,
  type EncryptedLayer,
  layersOf,
  type SignedLayer,
  signedOctets,
} from "../../../domain/mime/layers";
import { octetString, octetsOf } from "../../../domain/mime/octets";
import { protectedHeaders } from "../../../domain/mime/protected";
import { decodeBody, type MimeCode, octetsAt, type Part, partsOf, readMime } from "../../../domain/mime/tree";
import type { Answer, OpenCode, Request, ServeCode } from "../../../messages/contract";
import type { Opened } from "../../../messages/types";
import type { ask } from "../ask";
import { fileShown, looseFile, NOTHING_SHOWN, partOf, shownOf, textShown } from "./shown";
import type { ShownAttachment, ShownMessage } from "./shown-message";

type Claims = Omit<Request<"message.verify">, "signed" | "signature">;

/** The world of one message: who is asked, and what the message is believed to say of itself. */
export interface World {
  readonly ask: typeof ask;
  readonly claims: Claims;
  /** The user wants to see what nothing protected against change. */
  readonly unprotected: boolean;
}

export type Read =
  /** `opened` has the one status of the message, `shown` what lies within its layers. */
  | { readonly kind: "opened"; readonly opened: Opened; readonly shown: ShownMessage }
  /** Neither sealed nor signed as a whole, whatever hangs on it. */
  | { readonly kind: "clear"; readonly shown: ShownMessage }
  | { readonly kind: "failed"; readonly code: OpenCode | ServeCode; readonly detail: readonly string[] };

/** A whole message, or a MIME entity that stands for one. */
export async function readMessage(bytes: Uint8Array, world: World): Promise<Read> {
  const read = readMime(bytes);
  if (!read.ok) return failed(CODES[read.code]);
  const root = read.value;
  const sourceFrom = fromOf(root);
  const within = sourceFrom.length > 0 ? { ...world, claims: { ...world.claims, sourceFrom } } : world;
  const layer = layersOf(root);
  if (layer.kind === "clear") return { kind: "clear", shown: shownOf(root, null) };
  return layer.kind === "encrypted" ? openEncrypted(layer, within) : openSigned(layer, within);
}

export interface SourceBlock {
  readonly kind: "message" | "signed";
  readonly octets: Uint8Array;
  /** Of the text it stands in. */
  readonly charset: string;
  /** From as the source has it. */
  readonly from: readonly string[];
}

/** The blocks of armor in the plain text of a source, as they arrived. */
export function blocksIn(source: Uint8Array): SourceBlock[] {
  const read = readMime(source);
  if (!read.ok) return [];
  const from = fromOf(read.value);
  return [...partsOf(read.value)]
    .filter((part) => part.type === "text/plain" && part.children.length === 0)
    .flatMap((part) =>
      armorInText(octetString(decodeBody(part))).flatMap(({ kind, text }): SourceBlock[] =>
        kind === "message" || kind === "signed"
          ? [{ kind, octets: octetsOf(text), charset: charsetOf(part), from }]
          : [],
      ),
    );
}

/** Armor in a text, taken from the source because the page's text of it was changed, cut, or in a charset of its own. */
export async function readBlock({ octets, charset, from }: SourceBlock, world: World): Promise<Read> {
  const answer = await open({ ...world, claims: { ...world.claims, sourceFrom: [...from] } }, octets, "octets");
  if (!answer.ok) return refused(answer);
  return { kind: "opened", opened: answer.value, shown: decoded(answer.value.entity!, charset) };
}

const charsetOf = (part: Part): string => part.params.get("charset") ?? "";

function decoded(octets: Uint8Array, charset: string): ShownMessage {
  const { text, guessed } = decodeText(octets, charset);
  return textShown(text.replace(/\r\n/g, "\n"), guessed);
}

const CODES: Readonly<Record<MimeCode, OpenCode>> = {
  "too-large": "too-large",
  "too-deep": "too-large",
  "too-many-parts": "too-large",
  malformed: "damaged",
};

const failed = (code: OpenCode | ServeCode, detail: readonly string[] = []): Read => ({ kind: "failed", code, detail });

function refused(answer: Extract<Answer<"message.open">, { ok: false }>): Read {
  return failed(answer.code, answer.detail);
}

/** One that cannot be read is given as it stands: it is not the page's, whatever it is. */
const fromOf = (root: Part): string[] =>
  valuesOf(root.headers, "from").flatMap((value) => addressesIn(value) ?? [value.slice(0, 500)]);

const open = ({ ask, claims, unprotected }: World, sealed: Uint8Array, as: "entity" | "octets") =>
  ask("message.open", { sealed: apart(sealed), as, unprotected, ...claims });

const verify = ({ ask, claims }: World, signed: Uint8Array, signature: Uint8Array) =>
  ask("message.verify", { signed: apart(signed), signature: apart(signature), ...claims });

/** A view would take the whole message it looks into along to the background. */
const apart = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(bytes);

async function openEncrypted({ form, ciphertext }: EncryptedLayer, world: World): Promise<Read> {
  const sealed = decodeBody(ciphertext);
  const answer = await open(world, sealed, form === "inline" ? "octets" : "entity");
  if (!answer.ok) return refused(answer);
  const opened = answer.value;
  const octets = opened.entity!;
  if (form === "inline") {
    const told = /^Charset: *(\S+)\s*$/m.exec(octetString(sealed.subarray(0, 500)))?.[1];
    return { kind: "opened", opened, shown: decoded(octets, told ?? charsetOf(ciphertext)) };
  }
  return entityRead(octets, opened, world);
}

/** What was inside a seal: an entity with perhaps a signature around it (RFC 3156 6.1), or no MIME at all. */
async function entityRead(octets: Uint8Array, opened: Opened, world: World): Promise<Read> {
  const payload = readMime(octets);
  if (!payload.ok && payload.code !== "malformed") return failed(CODES[payload.code]);
  if (!payload.ok || payload.value.headers.length === 0) {
    return { kind: "opened", opened, shown: decoded(octets, "") };
  }
  const inner = contiguousLayer(payload.value, 1);
  if (inner?.kind === "signed" && inner.form === "pgp-mime" && !opened.unprotected) {
    const read = await openSigned(inner, world);
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

async function openSigned(layer: SignedLayer, world: World): Promise<Read> {
  if (layer.form === "inline") {
    const { clearsigned } = layer;
    const answer = await open(world, decodeBody(clearsigned), "octets");
    if (!answer.ok) return refused(answer);
    return { kind: "opened", opened: answer.value, shown: decoded(answer.value.entity!, charsetOf(clearsigned)) };
  }
  // A signature around a seal says who passed the sealed letter on, not who wrote it: what is inside speaks for itself.
  const sealed = contiguousLayer(layer.inner, 1);
  if (sealed?.kind === "encrypted") return openEncrypted(sealed, world);
  const answer = await verify(world, signedOctets(layer), decodeBody(layer.signature));
  if (!answer.ok) return refused(answer);
  return { kind: "opened", opened: answer.value, shown: shownOf(layer.inner, protectedHeaders(layer.inner, false)) };
}

/** What hangs on a message, opened as a message of its own: nothing of the outer one's status or claims counts in it. */
export async function readAttachment(
  attachment: ShownAttachment,
  others: readonly ShownAttachment[],
  world: World,
): Promise<Read> {
  const own = { ...world, claims: { ...world.claims, from: null, to: [], date: null, sourceFrom: undefined } };
  const part = partOf(attachment);
  if (attachment.kind === "message") return readForwarded(await attachment.bytes(), own);
  if (part?.type.startsWith("multipart/")) return readMessage(octetsAt(part, part.whole), own);
  if (attachment.kind === "signature") return checkFile(attachment, others, own);
  const octets = await attachment.bytes();
  const answer = await open(own, octets, "octets");
  if (!answer.ok) return refused(answer);
  const opened = answer.value;
  const content = opened.entity!;
  const name = attachment.name.name.replace(/\.(?:asc|pgp|gpg)$/i, "");
  if (attachment.kind === "signed") {
    return { kind: "opened", opened, shown: decoded(content, part ? charsetOf(part) : "") };
  }
  if (looksLikeMessage(name, content)) return entityRead(content, opened, own);
  if (opened.unprotected) return { kind: "opened", opened, shown: decoded(content, "") };
  return { kind: "opened", opened, shown: fileShown(looseFile("0", name, content)) };
}

/** Its own From is what a signature in it is for; who forwarded it could have written that, so it is said to be its claim. */
async function readForwarded(octets: Uint8Array, world: World): Promise<Read> {
  const read = readMime(octets);
  if (!read.ok) return failed(CODES[read.code]);
  const { headers } = read.value;
  const from = fromOf(read.value);
  const claimed = from.length === 1 && /^[^@\s]+@[^@\s]+$/.test(from[0]!) ? from[0]! : null;
  return readMessage(octets, { ...world, claims: { ...world.claims, from: claimed, date: dateOf(headers) } });
}

/** "encrypted.asc" and the like hold mail; "plan.pdf.pgp" holds a file, whatever it begins with. */
const looksLikeMessage = (name: string, content: Uint8Array): boolean =>
  !/\.[a-z0-9]{1,8}$/i.test(name) &&
  /^(?:content-|mime-version|from|subject)[^\n]*:/im.test(octetString(content.subarray(0, 4096)));

async function checkFile(signature: ShownAttachment, others: readonly ShownAttachment[], world: World): Promise<Read> {
  const file = others.find(({ id }) => id === signature.signatureOf);
  if (!file) return failed("unsupported");
  const answer = await verify(world, await file.bytes(), await signature.bytes());
  return answer.ok ? { kind: "opened", opened: answer.value, shown: NOTHING_SHOWN } : refused(answer);
}
