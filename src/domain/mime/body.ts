// Selects which parts of a message are shown and which are listed as attachments. HTML is neither parsed nor sanitised here.

import { octetsOf } from "../octets";
import { openPgpKindWithin } from "./layers";
import {
  hasLegacyDisplay,
  isLegacyDisplayPart,
  withoutLegacyDisplay,
  withoutLegacyDisplayHtml,
} from "./legacy-display";
import { type SafeName, type SniffedType, safeName, sniffType } from "./names";
import { textOf } from "./text";
import { approximateSize, bodyBeginning, type Part } from "./tree";

/** One section of text, with the same content in both forms if there are two. Never both null. */
export interface Block {
  readonly plain: string | null;
  /** As the sender wrote it; must be sanitised. */
  readonly html: string | null;
  /** Its charset had to be guessed. */
  readonly guessed: boolean;
}

export interface Attachment extends SniffedType {
  readonly part: Part;
  readonly name: SafeName;
  /** The declared media type. */
  readonly type: string;
  /** Octets, accurate to about one per cent. */
  readonly size: number;
  /**
   * How it is opened. message: a message of its own, read by `readMime` of its body. encrypted, signed, signature, keys:
   * OpenPGP material, which says nothing about the message it is attached to.
   */
  readonly kind: "file" | "message" | "encrypted" | "signed" | "signature" | "keys";
}

export interface MessageBody {
  /** In order; more than one if text and pictures alternate, or a mailing list has added lines. */
  readonly blocks: readonly Block[];
  /** Parts by Content-ID, which HTML may show by `cid:`. */
  readonly resources: ReadonlyMap<string, Part>;
  /** In order, without pictures that the HTML refers to. */
  readonly attachments: readonly Attachment[];
}

export interface BodyOptions {
  /** `ProtectedHeaders.mode` of the payload: copies of sealed fields in the text are then left out. */
  readonly mode: "cipher" | "clear" | "legacy" | null;
}

interface Found {
  blocks: Block[];
  resources: Map<string, Part>;
  attached: Part[];
}

/** Of a message or payload. Never throws. */
export function bodyOf(root: Part, { mode }: BodyOptions): MessageBody {
  // The only part is shown even if it has a file name.
  const only = root.children.length === 0 && isText(root) && root.disposition !== "attachment";
  const found = only ? textBlock(root, mode) : collect(root, mode, legacyPartOf(root, mode));
  const html = found.blocks.map((block) => block.html ?? "").join("\n");
  const attachments = found.attached.filter((part) => !isNamedIn(html, part, found.resources));
  return { blocks: found.blocks, resources: found.resources, attachments: attachments.map(attachmentOf) };
}

/** All of the plain text; text that exists only as HTML is left out. */
export const plainTextOf = ({ blocks }: MessageBody): string =>
  blocks.flatMap(({ plain }) => (plain === null ? [] : [plain])).join("\n");

function legacyPartOf(root: Part, mode: BodyOptions["mode"]): Part | null {
  if (mode === null || mode === "clear" || root.type !== "multipart/mixed") return null;
  const [first] = root.children;
  return first && root.children.length > 1 && isLegacyDisplayPart(first) ? first : null;
}

const isNamedIn = (html: string, part: Part, resources: ReadonlyMap<string, Part>): boolean =>
  part.contentId !== null &&
  part.type.startsWith("image/") &&
  resources.get(part.contentId) === part &&
  (html.includes(`cid:${part.contentId}`) || html.includes(`cid:${encodeURIComponent(part.contentId)}`));

function collect(part: Part, mode: BodyOptions["mode"], skipped: Part | null): Found {
  if (part === skipped) return { blocks: [], resources: new Map(), attached: [] };
  if (part.children.length === 0) return leaf(part, mode);
  if (part.type === "multipart/alternative") return alternative(part, mode);
  if (part.type === "multipart/related") return related(part, mode);
  // A layer that is not the message's own is opened separately, or the text beside it would seem to be part of it.
  if (part.type === "multipart/encrypted" || isSigned(part)) return { ...nothing(), attached: [part] };
  return merged(part.children.map((child) => collect(child, mode, skipped)));
}

const isSigned = (part: Part): boolean =>
  part.type === "multipart/signed" && part.params.get("protocol")?.toLowerCase() === "application/pgp-signature";

const nothing = (): Found => ({ blocks: [], resources: new Map(), attached: [] });

function merged(all: readonly Found[]): Found {
  return {
    blocks: all.flatMap(({ blocks }) => blocks),
    resources: new Map(all.flatMap(({ resources }) => [...resources])),
    attached: all.flatMap(({ attached }) => attached),
  };
}

function leaf(part: Part, mode: BodyOptions["mode"]): Found {
  if (isText(part) && part.disposition !== "attachment" && part.fileName === null) return textBlock(part, mode);
  const resources = part.contentId === null ? new Map<string, Part>() : new Map([[part.contentId, part]]);
  return { blocks: [], resources, attached: [part] };
}

const isText = ({ type }: Part): boolean => type === "text/plain" || type === "text/html";

function textBlock(part: Part, mode: BodyOptions["mode"]): Found {
  const { text, guessed } = textOf(part);
  const copied = mode === "cipher" && hasLegacyDisplay(part);
  if (part.type === "text/html") {
    const html = copied ? withoutLegacyDisplayHtml(text) : text;
    return { ...nothing(), blocks: [{ plain: null, html, guessed }] };
  }
  return { ...nothing(), blocks: [{ plain: copied ? withoutLegacyDisplay(text) : text, html: null, guessed }] };
}

/** RFC 2046 5.1.4: the last form that is understood, and beside it the last one that is only plain text. */
function alternative(part: Part, mode: BodyOptions["mode"]): Found {
  const forms = part.children.map((child) => collect(child, mode, null));
  const rich = forms.findLast(({ blocks }) => blocks.some(({ html }) => html !== null));
  const plain = forms.findLast(({ blocks }) => blocks.length > 0 && blocks.every(({ html }) => html === null));
  const others = forms.filter((form) => form !== rich && form !== plain);
  // Forms that are not shown, such as a calendar entry, stay available as attachments.
  const rest = merged(others.map((form) => ({ ...form, blocks: [] })));
  if (!rich || !plain) return merged([rich ?? plain ?? nothing(), rest]);
  const both: Block = {
    plain: plain.blocks.map((block) => block.plain ?? "").join("\n"),
    html: rich.blocks.map((block) => block.html ?? "").join("\n"),
    guessed: [...plain.blocks, ...rich.blocks].some(({ guessed }) => guessed),
  };
  const whole = rich.blocks.every(({ html }) => html !== null) ? [both] : rich.blocks;
  return merged([{ ...plain, blocks: whole }, { ...rich, blocks: [] }, rest]);
}

/** RFC 2387: the root is the one named by `start`, else the first. */
function related(part: Part, mode: BodyOptions["mode"]): Found {
  const start = part.params.get("start")?.replace(/^<(.*)>$/, "$1");
  const root = part.children.find(({ contentId }) => start !== undefined && contentId === start) ?? part.children[0]!;
  return merged([
    collect(root, mode, null),
    ...part.children.filter((child) => child !== root).map((child) => collect(child, mode, null)),
  ]);
}

/** Octets from which the type is detected. */
const SNIFFED = 1024;

function attachmentOf(part: Part): Attachment {
  const name = safeName(part.fileName ?? madeUpName(part), part.type);
  return {
    part,
    name,
    type: part.type,
    size: approximateSize(part),
    kind: kindOf(part),
    ...sniffType(octetsOf(bodyBeginning(part, SNIFFED)), part.type, name.name),
  };
}

function kindOf(part: Part): Attachment["kind"] {
  if (part.type === "message/rfc822" || part.type === "message/global") return "message";
  if (part.type === "multipart/encrypted") return "encrypted";
  if (isSigned(part)) return "signed";
  const kind = openPgpKindWithin(part);
  return kind === "clearsigned" ? "signed" : (kind ?? "file");
}

/** A forwarded message is named after its subject. */
function madeUpName(part: Part): string | null {
  if (part.type !== "message/rfc822") return null;
  const subject = /^subject:[ \t]*([^\r\n]{1,80})/im.exec(bodyBeginning(part, 4000))?.[1];
  return subject && /^[ -~]+$/.test(subject) ? `${subject.replaceAll("/", "_")}.eml` : null;
}
