// A message as the tree of its parts, each with the octets it came from. Written by ourselves: the mail readers on offer
// (postal-mime among them) hand out text and attachments of a flattened message, while "one cryptographic status, from the
// outermost contiguous layers" (RFC 9787) is a statement about the tree, and a multipart/signed signature (RFC 3156 5) is
// one about octets as they arrived.
import { fail, ok, type Result } from "../result";
import { type HeaderField, readHeaders, valuesOf } from "./headers";
import { MIME_LIMITS } from "./limits";
import { octetString } from "./octets";
import { readParameterised } from "./params";
import { beginningOf, decodedPieces, decodeTransfer } from "./transfer";

/** Places in the octets of the message; `to` is the first one after it. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface Part {
  /** The octets of the message this is a part of. */
  readonly source: Uint8Array;
  readonly headers: readonly HeaderField[];
  /** Media type in lower case, without parameters. */
  readonly type: string;
  /** Of the Content-Type: names in lower case, values decoded (RFC 2231). */
  readonly params: ReadonlyMap<string, string>;
  /** "attachment", "inline" or whatever it says, in lower case; empty when it says nothing. */
  readonly disposition: string;
  /** Decoded, otherwise as the sender wrote it: never shown or used without `safeName`. */
  readonly fileName: string | null;
  /** Without its angle brackets. */
  readonly contentId: string | null;
  /** Content-Transfer-Encoding in lower case; "7bit" when it says nothing. */
  readonly encoding: string;
  /** Header and body, without the line break that belongs to the boundary after it (RFC 2046 5.1.1). */
  readonly whole: Span;
  readonly body: Span;
  /** Of a multipart. A message/rfc822 is a leaf: it is opened as a message of its own. */
  readonly children: readonly Part[];
  /** Told in two ways that readers resolve differently: such a part is never a cryptographic layer. */
  readonly ambiguous: boolean;
}

/**
 * malformed: not a MIME entity, since it begins neither with a header field nor with an empty line. The others: see
 * MIME_LIMITS; too-large is also said of one header block.
 */
export type MimeCode = "too-large" | "too-deep" | "too-many-parts" | "malformed";

const LF = 10;
const CR = 13;
const DASH = 45;
/** RFC 2046 5.1.1 says 70; what is longer is not taken for a boundary at all. */
const MAX_BOUNDARY = 200;

interface Open {
  readonly boundary: Uint8Array;
  readonly part: Draft;
}

/** A part whose end is not known yet. */
interface Draft extends Omit<Part, "whole" | "body" | "children"> {
  whole: { from: number; to: number };
  body: { from: number; to: number };
  children: Draft[];
}

interface Delimiter {
  readonly level: number;
  readonly closing: boolean;
  readonly next: number;
}

/**
 * Reads a message, or a MIME entity such as a decrypted payload. Takes bare line feeds and lost final boundaries; calls a
 * boundary only what is a line of its own. Looks at every octet once. Never throws.
 */
export function readMime(bytes: Uint8Array): Result<Part, MimeCode> {
  if (bytes.length > MIME_LIMITS.message) return fail("too-large");
  const open: Open[] = [];
  let parts = 0;
  let root: Draft | null = null;
  let current: Draft | null = null;
  let at = 0;

  // One round an entity: its header, then its body up to the next line that is a boundary of an open multipart.
  for (;;) {
    const head = headEnd(bytes, at, open);
    if (head === null) return fail("too-large");
    const headers = readHeaders(octetString(bytes.subarray(at, head.end)));
    if (!headers) return fail("too-large");
    if (!root && headers.length === 0 && head.end > at) return fail("malformed");
    if (++parts > MIME_LIMITS.parts) return fail("too-many-parts");
    current = describe(bytes, headers, open.at(-1)?.part.type ?? "", at, head.body);
    if (root) open.at(-1)!.part.children.push(current);
    else root = current;
    if (open.length + 1 > MIME_LIMITS.depth) return fail("too-deep");

    const boundary = boundaryOf(current, open);
    if (boundary) open.push({ boundary, part: current });
    else if (current.type.startsWith("multipart/")) current = { ...current };

    let found: (Delimiter & { at: number }) | null = nextDelimiter(bytes, head.body, open);
    // The entity that ends here is the leaf, or the multipart whose preamble or epilogue this is, and all within.
    while (found) {
      const end = beforeLineBreak(bytes, found.at);
      const holder = open[found.level]!.part;
      close(holder.children.at(-1), end);
      for (const { part } of open.slice(found.level + 1)) close(part, end);
      open.length = found.level + 1;
      if (!found.closing) break;
      open.pop();
      found = nextDelimiter(bytes, found.next, open);
    }
    if (!found) break;
    at = found.next;
  }
  return ok(settled(root));
}
