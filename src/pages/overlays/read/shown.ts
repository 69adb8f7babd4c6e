// From MIME parts to what is drawn.
import { kindByName, nameSigned } from "../../../domain/message/attachments";
import type { Content } from "../../../domain/message/opened";
import { type Attachment, type BodyOptions, bodyOf, plainTextOf } from "../../../domain/mime/body";
import { safeName, sniffType } from "../../../domain/mime/names";
import { type ProtectedHeaders, protectedHeaders } from "../../../domain/mime/protected";
import { type Part, partsOf, readMime, type Span } from "../../../domain/mime/tree";
import { bytesOf } from "./part-bytes";
import type { ShownAttachment, ShownMessage, ShownPart } from "./shown-message";
import { textShown } from "./shown-text";

/** The MIME part of each attachment, to open it. */
const origins = new WeakMap<ShownPart, Part>();

export const partOf = (attachment: ShownPart): Part | null => origins.get(attachment) ?? null;

/** What is drawn of a payload. `plainOnly`: without integrity protection, so neither HTML nor files are shown. */
export function shownOf(payload: Part, headers: ProtectedHeaders | null, plainOnly = false): ShownMessage {
  const body = bodyOf(payload, { mode: headers?.mode ?? (null as BodyOptions["mode"]) });
  const protects = headers?.mode ? headers : null;
  if (plainOnly) return { ...textShown(plainTextOf(body)), headers: protects };
  return {
    blocks: body.blocks,
    text: plainTextOf(body),
    resources: [...body.resources.values()].map((part, index) => shownPart(part, `r${index}`)),
    attachments: withSignatures(body.attachments.map((one, index) => shownAttachment(one, `${index}`))),
    headers: protects,
  };
}

/**
 * What is drawn of the content within the layers. `root`: the message given, which holds the signed part where nothing was
 * sealed. Null: not an entity, which the background never answers.
 */
export function contentShown(content: Content, unprotected: boolean, root: Part | null): ShownMessage | null {
  if (content.is === "text") return textShown(content.text, content.guessed);
  if (content.is === "checked") return filesShown([]);
  if (content.is === "file") return filesShown([looseFile("0", content.name, content.octets)]);
  const read = content.octets && readMime(content.octets);
  const whole = read?.ok ? read.value : root;
  const payload = whole && (content.part ? partAt(whole, content.part) : whole);
  // Headers of merely signed content cannot have been meant as encrypted, whatever they claim.
  return payload && shownOf(payload, protectedHeaders(payload, content.part === null), unprotected);
}

const partAt = (root: Part, { from, to }: Span): Part | null =>
  [...partsOf(root)].find(({ whole }) => whole.from === from && whole.to === to) ?? null;

/** Only files, such as the content of a sealed file. */
const filesShown = (attachments: readonly ShownAttachment[]): ShownMessage => ({
  ...textShown(""),
  blocks: [],
  attachments,
});

/** The OpenPGP files among those a page lists, recognised by name: nothing else is known about them. */
export function listedFiles(
  names: readonly string[],
  bytes: (name: string) => Promise<Uint8Array>,
): readonly ShownAttachment[] {
  const listed = names.map((name, index) => looseFile(`p${index}`, name, () => bytes(name), kindByName(name)));
  return withSignatures(listed).filter(({ kind }) => kind !== "file");
}

function shownPart(part: Part, id: string): ShownPart {
  const shown = { id, type: part.type, contentId: part.contentId, bytes: () => bytesOf(part) };
  origins.set(shown, part);
  return shown;
}

function shownAttachment({ part, ...attachment }: Attachment, id: string): ShownAttachment {
  const shown = {
    ...attachment,
    id,
    contentId: part.contentId,
    signatureOf: null,
    bytes: () => bytesOf(part),
  };
  origins.set(shown, part);
  return shown;
}

/** A file that is not a MIME part: the content of a sealed file, or one the page has a link for. */
export function looseFile(
  id: string,
  name: string,
  content: Uint8Array | (() => Promise<Uint8Array>),
  kind: ShownAttachment["kind"] = "file",
): ShownAttachment {
  const known = typeof content === "function" ? null : content;
  const safe = safeName(name, "application/octet-stream");
  return {
    id,
    name: safe,
    type: "application/octet-stream",
    size: known?.length ?? null,
    kind,
    contentId: null,
    signatureOf: null,
    ...sniffType(known?.subarray(0, 1024) ?? new Uint8Array(), "application/octet-stream", safe.name),
    bytes: async () => (typeof content === "function" ? content() : content),
  };
}

/** "report.pdf.sig" is the signature of "report.pdf". */
function withSignatures(attachments: readonly ShownAttachment[]): ShownAttachment[] {
  return attachments.map((one) => {
    if (one.kind !== "signature") return one;
    const bare = nameSigned(one.name.name);
    const signed = attachments.find((other) => other !== one && other.name.name === bare);
    if (!signed) return one;
    const linked = { ...one, signatureOf: signed.id };
    const part = origins.get(one);
    if (part) origins.set(linked, part);
    return linked;
  });
}
