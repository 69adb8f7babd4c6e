// A message as the tree of its parts, each with the octets it came from. A parser of our own, because available mail parsers
// (postal-mime among them) return text and attachments of a flattened message, while "one cryptographic status, from the
// outermost contiguous layers" (RFC 9787) is a statement about the tree, and a multipart/signed signature (RFC 3156 5) is one
// about octets as they arrived.

import { octetString, octetsOf } from "../octets";
import { fail, ok, type Result } from "../result";
import { type HeaderField, readHeaders, valuesOf } from "./headers";
import { MIME_LIMITS } from "./limits";
import { readParameterised } from "./params";
import { beginningOf, decodedPieces, decodeTransfer } from "./transfer";

/** Offsets into the octets of the message; `to` is the first one after the span. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface Part {
  /** The octets of the whole message. */
  readonly source: Uint8Array;
  readonly headers: readonly HeaderField[];
  /** Media type in lower case, without parameters. */
  readonly type: string;
  /** Parameters of the Content-Type: names in lower case, values decoded (RFC 2231). */
  readonly params: ReadonlyMap<string, string>;
  /** "attachment", "inline" or another value, in lower case; empty if there is none. */
  readonly disposition: string;
  /** Decoded, otherwise as the sender wrote it: never shown or used without `safeName`. */
  readonly fileName: string | null;
  /** Without its angle brackets. */
  readonly contentId: string | null;
  /** Content-Transfer-Encoding in lower case; "7bit" if there is none. */
  readonly encoding: string;
  /** Header and body, without the line break that belongs to the boundary after it (RFC 2046 5.1.1). */
  readonly whole: Span;
  readonly body: Span;
  /** The parts of a multipart. A message/rfc822 is a leaf: it is opened as a message of its own. */
  readonly children: readonly Part[];
  /** Declared in two ways that readers resolve differently: such a part is never a cryptographic layer. */
  readonly ambiguous: boolean;
}

/**
 * malformed: not a MIME entity, since it begins neither with a header field nor with an empty line. The others: see
 * MIME_LIMITS; too-large also applies to one header block.
 */
export type MimeCode = "too-large" | "too-deep" | "too-many-parts" | "malformed";

const LF = 10;
const CR = 13;
const DASH = 45;
/** RFC 2046 5.1.1 allows 70; a longer text is not taken for a boundary at all. */
const MAX_BOUNDARY = 200;

interface Open {
  readonly boundary: Uint8Array;
  readonly part: Draft;
}

interface Place {
  from: number;
  to: number;
}

/** A part being read; `whole.to` is -1 while its end is not known. */
interface Draft extends Omit<Part, "whole" | "body" | "children" | "ambiguous"> {
  readonly whole: Place;
  readonly body: Place;
  readonly children: Draft[];
  ambiguous: boolean;
}

interface Delimiter {
  readonly at: number;
  /** Index of the multipart among the open ones. */
  readonly level: number;
  readonly closing: boolean;
  /** The offset after its line. */
  readonly next: number;
}

/**
 * Reads a message, or a MIME entity such as a decrypted payload. Accepts bare line feeds and missing final boundaries; a
 * boundary must be a line of its own. Looks at every octet once. Never throws.
 */
export function readMime(bytes: Uint8Array): Result<Part, MimeCode> {
  if (bytes.length > MIME_LIMITS.message) return fail("too-large");
  const open: Open[] = [];
  let root: Draft | null = null;
  let parts = 0;
  // Each round reads one entity: its header, then everything up to the line that begins the next one.
  for (let at: number | null = 0; at !== null; ) {
    if (open.length >= MIME_LIMITS.depth) return fail("too-deep");
    if (++parts > MIME_LIMITS.parts) return fail("too-many-parts");
    const header = headerEnd(bytes, at, open);
    const headers = header && readHeaders(octetString(bytes.subarray(at, header.end)));
    if (!headers) return fail("too-large");
    const holder = open.at(-1)?.part;
    if (!holder && headers.length === 0 && header.end > at) return fail("malformed");
    const part = describe(bytes, headers, holder?.type === "multipart/digest", { from: at, to: header.body });
    if (holder) holder.children.push(part);
    root ??= part;
    const boundary = boundaryOf(part, open);
    if (boundary) open.push({ boundary, part });
    at = nextEntity(bytes, header.body, open);
  }
  close(root!, bytes.length);
  return ok(root!);
}

/**
 * Finds where the next entity begins, and closes those that end before it. An outer boundary ends everything inside (RFC 2046
 * 5.1.2).
 */
function nextEntity(bytes: Uint8Array, from: number, open: Open[]): number | null {
  for (let at = from; ; ) {
    const found = nextDelimiter(bytes, at, open);
    if (!found) return null;
    const last = open[found.level]!.part.children.at(-1);
    if (last) close(last, beforeLineBreak(bytes, found.at));
    open.length = found.closing ? found.level : found.level + 1;
    if (!found.closing) return found.next;
    at = found.next;
  }
}

/** Ends the part, and all parts in it that have not ended. */
function close(part: Draft, end: number): void {
  if (part.whole.to >= 0) return;
  const last = part.children.at(-1);
  if (last) close(last, end);
  part.whole.to = Math.max(part.whole.from, end);
  part.body.to = part.whole.to;
  part.body.from = Math.min(part.body.from, part.whole.to);
}

function describe(source: Uint8Array, headers: readonly HeaderField[], digest: boolean, header: Span): Draft {
  const [contentTypes, dispositions, encodings] = [
    valuesOf(headers, "content-type"),
    valuesOf(headers, "content-disposition"),
    valuesOf(headers, "content-transfer-encoding"),
  ];
  const content = readParameterised(contentTypes[0] ?? "");
  const placed = readParameterised(dispositions[0] ?? "");
  // RFC 2045 5.2: an invalid media type counts as none. RFC 2046 5.1.5: in a digest the default is a message.
  const type = /^[!-.0-~]+\/[!-.0-~]+$/.test(content.value) ? content.value : digest ? "message/rfc822" : "text/plain";
  const fileName = placed.params.get("filename") ?? content.params.get("name") ?? null;
  return {
    source,
    headers,
    type,
    params: content.params,
    disposition: placed.value,
    fileName,
    contentId: valuesOf(headers, "content-id")[0]?.replace(/^<(.*)>$/, "$1") ?? null,
    encoding: readParameterised(encodings[0] ?? "7bit").value,
    whole: { from: header.from, to: -1 },
    body: { from: header.to, to: -1 },
    children: [],
    ambiguous:
      contentTypes.length > 1 ||
      encodings.length > 1 ||
      dispositions.length > 1 ||
      ["boundary", "protocol", "hp"].some((name) => content.conflicting.has(name)),
  };
}

/** Null if it is not a multipart, or its boundary cannot be told from those around it. */
function boundaryOf(part: Draft, open: readonly Open[]): Uint8Array | null {
  if (!part.type.startsWith("multipart/")) return null;
  const told = part.params.get("boundary") ?? "";
  const clear =
    told.length <= MAX_BOUNDARY &&
    /^[ -~]*[!-~]$/.test(told) &&
    open.every(({ part: { params } }) => {
      const outer = params.get("boundary")!;
      return outer !== told && `${outer}--` !== told && outer !== `${told}--`;
    });
  part.ambiguous ||= !clear;
  return clear ? octetsOf(told) : null;
}

/** The end of a header block, and the beginning of the body after the empty line; null if the block is too long. */
function headerEnd(bytes: Uint8Array, from: number, open: readonly Open[]): { end: number; body: number } | null {
  let at = from;
  while (at < bytes.length) {
    // The part ends within its header.
    if (delimiterAt(bytes, at, open)) return { end: at, body: at };
    const end = lineEnd(bytes, at, from + MIME_LIMITS.header);
    if (end === null) return null;
    const next = end + (bytes[end] === CR && bytes[end + 1] === LF ? 2 : 1);
    if (end === at) return { end: at, body: Math.min(next, bytes.length) };
    at = next;
  }
  return { end: bytes.length, body: bytes.length };
}

/** Line ends as in `readHeaders`, a lone carriage return included. Null beyond `limit`. */
function lineEnd(bytes: Uint8Array, from: number, limit: number): number | null {
  let at = from;
  while (at < bytes.length && bytes[at] !== LF && bytes[at] !== CR) at++;
  return at > limit ? null : at;
}

/** Octets examined one by one after a dash, before the engine searches for the next one; text has many dashes, base64 none. */
const NEAR = 256;

function nextDelimiter(bytes: Uint8Array, from: number, open: readonly Open[]): Delimiter | null {
  if (open.length === 0) return null;
  for (let at = bytes.indexOf(DASH, from); at >= 0; at = bytes.indexOf(DASH, at)) {
    for (const stop = Math.min(bytes.length, at + NEAR); at < stop; at++) {
      if (bytes[at] !== DASH || bytes[at + 1] !== DASH || (at > from && bytes[at - 1] !== LF)) continue;
      const found = delimiterAt(bytes, at, open);
      if (found) return found;
    }
  }
  return null;
}

/**
 * The boundary line of an open multipart, if one begins here. Only white space may follow the boundary (RFC 2046 5.1.1), so
 * one boundary may be a prefix of another.
 */
function delimiterAt(bytes: Uint8Array, at: number, open: readonly Open[]): Delimiter | null {
  if (bytes[at] !== DASH || bytes[at + 1] !== DASH) return null;
  for (let level = open.length - 1; level >= 0; level--) {
    const { boundary } = open[level]!;
    let to = 0;
    while (to < boundary.length && bytes[at + 2 + to] === boundary[to]) to++;
    if (to < boundary.length) continue;
    const after = at + 2 + boundary.length;
    const closing = bytes[after] === DASH && bytes[after + 1] === DASH;
    const next = blankLineRest(bytes, closing ? after + 2 : after);
    if (next !== null) return { at, level, closing, next };
  }
  return null;
}

function blankLineRest(bytes: Uint8Array, from: number): number | null {
  let at = from;
  while (bytes[at] === 0x20 || bytes[at] === 0x09) at++;
  if (at >= bytes.length) return bytes.length;
  if (bytes[at] === CR && bytes[at + 1] === LF) return at + 2;
  return bytes[at] === LF ? at + 1 : null;
}

/** The line break before a boundary is part of the boundary. */
function beforeLineBreak(bytes: Uint8Array, at: number): number {
  if (bytes[at - 1] !== LF) return at;
  return bytes[at - 2] === CR ? at - 2 : at - 1;
}

/** The octets of a span of the part's message, as a view. */
export const octetsAt = (part: Part, { from, to }: Span): Uint8Array => part.source.subarray(from, to);

/** The content with its transfer encoding decoded. Never throws; may be a view on the message. */
export const decodeBody = (part: Part): Uint8Array => decodeTransfer(octetsAt(part, part.body), part.encoding);

/** The same in pieces of at most a mebibyte if the encoding allows, so that a page can respond in between. */
export const bodyPieces = (part: Part): Generator<Uint8Array> =>
  decodedPieces(octetsAt(part, part.body), part.encoding);

/** The first octets of the content, one character per octet, without decoding the rest. */
export const bodyBeginning = (part: Part, length: number): string =>
  beginningOf(octetsAt(part, part.body), part.encoding, length);

/** The content's length in octets, estimated from its encoded length to about one per cent, without decoding. */
export function approximateSize(part: Part): number {
  const raw = part.body.to - part.body.from;
  return part.encoding === "base64" ? Math.floor((raw * 76 * 3) / (78 * 4)) : raw;
}

/** Every part in order, parents before children. */
export function* partsOf(root: Part): Generator<Part> {
  yield root;
  for (const child of root.children) yield* partsOf(child);
}
