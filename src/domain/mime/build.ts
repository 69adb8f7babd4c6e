// Writes the MIME entity to be sealed: text, attachments, and every header field people see (RFC 9788), so that only
// addresses and a placeholder are left outside.
import type { Person } from "../address";
import { joined, toHex } from "../octets";
import { encodeAttachmentName, encodePeople, encodeWords, foldedField, oneLine } from "./encode-header";
import { encodeBase64Lines, encodeText } from "./encode-transfer";
import { escapeHtml, LEGACY_DISPLAY_CLASS } from "./legacy-display";
import { OBSCURED_SUBJECT } from "./protected";

export interface OutgoingAttachment {
  readonly name: string;
  /** Media type; an invalid one is sent as application/octet-stream. */
  readonly type: string;
  readonly bytes: Uint8Array;
  /** Without angle brackets; for a picture that the HTML shows by `cid:`. */
  readonly contentId?: string;
}

export interface OutgoingHeaders {
  readonly subject: string;
  /** Null if the page does not show the sender. */
  readonly from: Person | null;
  readonly to: readonly Person[];
  readonly cc: readonly Person[];
  /** Only in drafts, which nobody else ever reads. */
  readonly bcc?: readonly Person[];
  readonly replyTo?: readonly Person[];
  /** Milliseconds since 1970. */
  readonly date?: number;
  /** With angle brackets, as the two below. */
  readonly messageId?: string;
  readonly inReplyTo?: string;
  readonly references?: string;
}

export interface OutgoingEntity {
  readonly text: string;
  readonly html?: string;
  readonly attachments: readonly OutgoingAttachment[];
  readonly headers: OutgoingHeaders;
  /** Copies the sealed subject to the top of the text, for readers that do not support protected headers. */
  readonly legacyDisplay: boolean;
  /** cipher: for sealing. clear: for signing only; nothing is hidden or copied. */
  readonly hp: "cipher" | "clear";
}

/** Octets per piece, so that a page can respond in between: a multiple of 57, one line of base64. */
const STRETCH = 57 * 16_384;

const encoder = new TextEncoder();

/** `random`: at least 16 random octets, for the boundaries. The same input gives the same octets. */
export const buildEntity = (entity: OutgoingEntity, random: Uint8Array): Uint8Array<ArrayBuffer> =>
  joined([...entityPieces(entity, random)]);

/** The same in pieces of about a mebibyte and a quarter, made on demand. */
export function* entityPieces(entity: OutgoingEntity, random: Uint8Array): Generator<Uint8Array> {
  const seed = toHex(random).slice(0, 48);
  const mark = `;\r\n hp="${entity.hp}"; protected-headers="v1"`;
  yield* write(entityNode(entity), headerLines(entity), mark, { seed, count: 0 });
}

/** The part to write: a leaf with its content, or a multipart. */
type Node =
  | { readonly type: string; readonly fields: readonly string[]; readonly content: Content }
  | { readonly type: string; readonly children: readonly Node[] };
type Content = { readonly text: string } | { readonly bytes: Uint8Array };

interface Boundaries {
  readonly seed: string;
  count: number;
}

function entityNode({ text, html, attachments, headers, legacyDisplay, hp }: OutgoingEntity): Node {
  const copied = legacyDisplay && hp === "cipher" && headers.subject.trim() !== "";
  const mark = copied ? '; hp-legacy-display="1"' : "";
  const plain: Node = {
    type: `text/plain; charset="utf-8"${mark}`,
    fields: [],
    content: { text: copied ? `Subject: ${oneLine(headers.subject)}\n\n${text}` : text },
  };
  const body = html === undefined ? plain : richNode(plain, html, mark, copied, headers.subject, attachments);
  const files = attachments.filter((file) => html === undefined || file.contentId === undefined).map(fileNode);
  return files.length === 0 ? body : { type: "multipart/mixed", children: [body, ...files] };
}

function richNode(
  plain: Node,
  html: string,
  mark: string,
  copied: boolean,
  subject: string,
  attachments: readonly OutgoingAttachment[],
): Node {
  const page: Node = {
    type: `text/html; charset="utf-8"${mark}`,
    fields: [],
    content: { text: copied ? withLegacyDisplay(html, subject) : html },
  };
  const shown = attachments.filter(({ contentId }) => contentId !== undefined).map(fileNode);
  const rich: Node =
    shown.length === 0 ? page : { type: 'multipart/related; type="text/html"', children: [page, ...shown] };
  return { type: "multipart/alternative", children: [plain, rich] };
}

/** RFC 9788 2.1.2: the first element of the body. */
function withLegacyDisplay(html: string, subject: string): string {
  const copy = `<div class="${LEGACY_DISPLAY_CLASS}"><pre>Subject: ${escapeHtml(oneLine(subject))}</pre></div>`;
  const body = /<body(?:\s[^<>]*)?>/i.exec(html);
  if (!body) return `<!DOCTYPE html><html><body>${copy}${html}</body></html>`;
  const at = body.index + body[0].length;
  return html.slice(0, at) + copy + html.slice(at);
}

function fileNode({ name, type, bytes, contentId }: OutgoingAttachment): Node {
  const media = /^[a-z0-9][a-z0-9!#$&^_.+-]{0,99}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,99}$/i.test(type) ? type : "";
  // A base64 multipart or message would violate RFC 2045 6.4, and readers would look into it.
  const plain = /^(?:multipart|message)\//i.test(media) || media === "" ? "application/octet-stream" : media;
  const { named, placed } = encodeAttachmentName(name);
  const id = contentId === undefined ? [] : [`Content-ID: <${contentId.replace(/[^!-;=?-~]/g, "")}>`];
  const place = contentId === undefined ? "attachment" : "inline";
  return {
    type: `${plain.toLowerCase()}${named}`,
    fields: [`Content-Disposition: ${place}${placed}`, ...id],
    content: { bytes },
  };
}

/** The payload has MIME-Version too, because some readers recognise a message only by it. */
function headerLines({ headers, hp }: OutgoingEntity): string[] {
  const from = headers.from ? [headers.from] : [];
  const inner = [
    ["From", encodePeople(from)],
    ["Reply-To", encodePeople(headers.replyTo ?? [])],
    ["To", encodePeople(headers.to)],
    ["Cc", encodePeople(headers.cc)],
    ["Bcc", encodePeople(headers.bcc ?? [])],
    ["Date", headers.date === undefined ? "" : dateField(headers.date)],
    ["Message-ID", ids(headers.messageId)],
    ["In-Reply-To", ids(headers.inReplyTo)],
    ["References", ids(headers.references)],
  ] as const;
  const told = inner.filter(([, value]) => value !== "");
  const subject = encodeWords(oneLine(headers.subject));
  const outside = told.filter(([name]) => name !== "Bcc");
  const outer =
    hp === "cipher" ? [["Subject", OBSCURED_SUBJECT], ...outside].map(([n, v]) => ["HP-Outer", `${n}: ${v}`]) : [];
  return [["MIME-Version", "1.0"], ["Subject", subject], ...told, ...outer].map(([name, value]) =>
    foldedField(name!, value!),
  );
}

/** Keeps only characters allowed in identifiers: text from another message must not start a field of its own. */
const ids = (value: string | undefined): string => (value ?? "").replace(/[^!-~]+/g, " ").trim();

const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** RFC 5322 3.3, in UTC, because the zone would reveal where the sender is. */
function dateField(time: number): string {
  const date = new Date(time);
  const two = (number: number): string => String(number).padStart(2, "0");
  const day = `${DAYS[date.getUTCDay()]}, ${two(date.getUTCDate())} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
  return `${day} ${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())} +0000`;
}

/** `fields`: header lines before the Content-Type; `mark`: parameters after it. Only the root has either. */
function* write(node: Node, fields: readonly string[], mark: string, boundaries: Boundaries): Generator<Uint8Array> {
  const lines = (...all: string[]): Uint8Array => encoder.encode(`${all.join("\r\n")}\r\n`);
  if ("children" in node) {
    // "=_" occurs neither in base64 nor in quoted-printable (RFC 2045 6.7), and the random seed suffices for plain text.
    const boundary = `=_${boundaries.seed}_${boundaries.count++}`;
    yield lines(...fields, `Content-Type: ${node.type};\r\n boundary="${boundary}"${mark}`, "");
    for (const child of node.children) {
      yield lines(`--${boundary}`);
      yield* write(child, [], "", boundaries);
      // The line break before a boundary belongs to the boundary; base64 lines already end with one.
      if (!endsItsLine(child)) yield lines("");
    }
    yield lines(`--${boundary}--`);
    return;
  }
  const { content } = node;
  const written = "text" in content ? encodeText(content.text) : null;
  const encoding = written?.encoding ?? "base64";
  const own = [`Content-Type: ${node.type}${mark}`, `Content-Transfer-Encoding: ${encoding}`, ...node.fields];
  yield lines(...fields, ...own, "");
  if (written) yield written.bytes;
  if ("bytes" in content)
    for (let at = 0; at < content.bytes.length; at += STRETCH)
      yield encodeBase64Lines(content.bytes.subarray(at, at + STRETCH));
}

const endsItsLine = (node: Node): boolean =>
  "children" in node || ("bytes" in node.content && node.content.bytes.length > 0);
