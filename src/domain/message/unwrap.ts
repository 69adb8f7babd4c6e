// From a page's input to the message's one status and the content inside its layers. The callers pass in decrypting and
// verifying (background/mail/read.ts); the only decision about trust here is how two signatures combine.
import type { Person } from "../address";
import { claimedFrom } from "../claimed-from";
import { addressedTo } from "../mime/addressees";
import { decodeText } from "../mime/charset";
import { isEntity } from "../mime/entity";
import { dateOf, type HeaderField, valuesOf } from "../mime/headers";
import { contiguousLayer, type EncryptedLayer, layersOf, type SignedLayer, signedOctets } from "../mime/layers";
import { peopleIn } from "../mime/people";
import { decodeBody, type Part, readMime } from "../mime/tree";
import { octetString } from "../octets";
import { fail, ok, type Result } from "../result";
import { isMail } from "./attachments";
import {
  type Claims,
  type Content,
  type Decrypted,
  type DecryptRequest,
  type Given,
  MIME_FAILURES,
  MOST_SENDERS,
  type Opened,
  type Openers,
  type OpenFailure,
  type ReadMail,
} from "./opened";

/** The facts common to all layers of one message. */
export interface MessageContext {
  readonly claims: Claims;
  readonly unprotected?: boolean | undefined;
  /** The name of this reading, and the number of clicks that led here, each of which opened one item inside another. */
  readonly work: { readonly id: string; readonly clicks: number };
}

type Unwrapped = Result<{ readonly content: Content; readonly opened: Opened }, OpenFailure>;

/** A message is sealed or signed as a whole or not at all; one that is neither fails as not-a-message. */
export async function unwrap(
  given: Given,
  reading: MessageContext,
  openers: Openers,
): Promise<Result<ReadMail, OpenFailure>> {
  if ("source" in given) return unwrapSource(given.source, given.forwarded ?? false, reading, openers);
  const found = await unwrapLoose(given, layersFor(reading, openers));
  return found.ok ? ok({ ...found.value, addressed: null, claimed: null }) : found;
}

async function unwrapSource(
  source: Uint8Array,
  forwarded: boolean,
  reading: MessageContext,
  openers: Openers,
): Promise<Result<ReadMail, OpenFailure>> {
  const read = readMime(source);
  if (!read.ok) return fail(MIME_FAILURES[read.code]);
  const { headers } = read.value;
  const claimed = forwarded ? soleSender(headers) : null;
  // The forwarder could have written these, so they are presented as the message's own claims.
  const own = forwarded ? { from: claimed?.address ?? null, date: dateOf(headers) } : {};
  const sourceFrom = claimedFrom(headers);
  // Truncating the list might drop exactly the address that differs from the page's.
  if (sourceFrom.length > MOST_SENDERS) return fail("too-large");
  const claims = { ...reading.claims, ...own, ...(sourceFrom.length > 0 && { sourceFrom }) };
  const layers = layersFor({ ...reading, claims }, openers);
  const layer = layersOf(read.value);
  if (layer === null) return fail("not-a-message");
  const found = await (layer.kind === "encrypted" ? layers.decrypted(layer, 0) : layers.verified(layer, 0));
  return found.ok ? ok({ ...found.value, addressed: addressedTo(headers), claimed }) : found;
}

function soleSender(headers: readonly HeaderField[]): Person | null {
  const people = valuesOf(headers, "from").flatMap((value) => peopleIn(value) ?? []);
  return people.length === 1 ? people[0]! : null;
}

/** For input without a header that could make claims. */
async function unwrapLoose(given: Exclude<Given, { source: Uint8Array }>, layers: Layers): Promise<Unwrapped> {
  if ("signed" in given) {
    const answer = await layers.verify(given.signed, given.signature, 0);
    return answer.ok ? ok({ opened: statusOf(answer.value), content: { is: "checked" } }) : answer;
  }
  if ("file" in given) return unwrapFile(given.file, given.name, layers);
  const { armored, charset = "" } = given;
  if (typeof armored !== "string") return layers.text(armored, charset, 0);
  const answer = await layers.decrypt({ armored, as: "text" }, 0);
  if (!answer.ok) return answer;
  const { text, guessed } = answer.value;
  return ok({ opened: statusOf(answer.value), content: { is: "text", text: text ?? "", guessed } });
}

async function unwrapFile(sealed: Uint8Array, name: string | null, layers: Layers): Promise<Unwrapped> {
  const answer = await layers.decrypt({ sealed, as: name === null ? "entity" : "octets" }, 0);
  if (!answer.ok) return answer;
  const opened = statusOf(answer.value);
  const octets = answer.value.entity!;
  if (name === null || isMail(name, octets)) return layers.within(octets, opened, 1);
  const content: Content = opened.unprotected ? textIn(octets, "") : { is: "file", octets, name };
  return ok({ opened, content });
}

type Layers = ReturnType<typeof layersFor>;

/** `around`: layers of the same message that were opened before. */
function layersFor({ claims, unprotected, work }: MessageContext, openers: Openers) {
  const workAt = (around: number) => ({ id: work.id, layer: work.clicks + around });

  const decrypt = (what: Pick<DecryptRequest, "armored" | "sealed" | "as">, around: number) =>
    openers.decrypt({ ...what, unprotected, work: workAt(around), ...claims });

  const verify = (signed: Uint8Array, signature: Uint8Array, around: number) =>
    openers.verify({ signed, signature, work: workAt(around), ...claims });

  /** Decrypts text in a charset that the mail around it declares. */
  const text = async (sealed: Uint8Array, charset: string, around: number): Promise<Unwrapped> => {
    const answer = await decrypt({ sealed, as: "octets" }, around);
    if (!answer.ok) return answer;
    return ok({ opened: statusOf(answer.value), content: textIn(answer.value.entity!, charset) });
  };

  const decrypted = async ({ form, ciphertext }: EncryptedLayer, around: number): Promise<Unwrapped> => {
    const sealed = decodeBody(ciphertext);
    if (form === "inline") {
      const told = /^Charset: *(\S+)\s*$/m.exec(octetString(sealed.subarray(0, 500)))?.[1];
      return text(sealed, told ?? charsetOf(ciphertext), around);
    }
    const answer = await decrypt({ sealed, as: "entity" }, around);
    if (!answer.ok) return answer;
    return within(answer.value.entity!, statusOf(answer.value), around + 1);
  };

  /** The content of an encrypted layer: an entity, perhaps with a signature around it (RFC 3156 6.1), or no MIME at all. */
  const within = async (octets: Uint8Array, opened: Opened, around: number): Promise<Unwrapped> => {
    if (!isEntity(octets)) return ok({ opened, content: textIn(octets, "") });
    const payload = readMime(octets);
    if (!payload.ok) return fail(MIME_FAILURES[payload.code]);
    const inner = contiguousLayer(payload.value, around);
    if (inner === "too-deep") return fail("too-deep");
    if (inner?.kind !== "signed" || opened.unprotected)
      return ok({ opened, content: { is: "entity", octets, part: null } });
    const found = await verified(inner, around);
    if (!found.ok) return found;
    const { content } = found.value;
    const here: Content = content.is === "entity" ? { ...content, octets: content.octets ?? octets } : content;
    return ok({ opened: bothOf(opened, found.value.opened), content: here });
  };

  const verified = async (layer: SignedLayer, around: number): Promise<Unwrapped> => {
    if (layer.form === "inline") return text(decodeBody(layer.clearsigned), charsetOf(layer.clearsigned), around);
    // A signature around an encrypted layer says who forwarded it, not who wrote it, so it is ignored in favour of what is
    // inside.
    const sealed = contiguousLayer(layer.inner, around + 1);
    if (sealed === "too-deep") return fail("too-deep");
    if (sealed?.kind === "encrypted") return decrypted(sealed, around + 1);
    const answer = await verify(signedOctets(layer), decodeBody(layer.signature), around);
    if (!answer.ok) return answer;
    return ok({ opened: statusOf(answer.value), content: { is: "entity", octets: null, part: layer.inner.whole } });
  };

  return { decrypt, verify, text, decrypted, within, verified };
}

const statusOf = ({ text, guessed, entity, ...opened }: Decrypted): Opened => opened;

/**
 * If the encrypted layer is unsigned, the signature directly inside it counts; of two signatures both must be valid. What is
 * known of the people is as read last, once the inner signature was noted; what either could not note is told.
 */
function bothOf(seal: Opened, inside: Opened): Opened {
  const signature =
    seal.signature.state === "none" || inside.signature.state === "invalid" ? inside.signature : seal.signature;
  const { participants } = inside.facts;
  return {
    ...seal,
    signature,
    facts: { ...seal.facts, participants, signature: signature.state },
    ...(inside.unnoted && { unnoted: inside.unnoted }),
  };
}

const charsetOf = (part: Part): string => part.params.get("charset") ?? "";

function textIn(octets: Uint8Array, charset: string): Content {
  const { text, guessed } = decodeText(octets, charset);
  return { is: "text", text: text.replace(/\r\n/g, "\n"), guessed };
}
