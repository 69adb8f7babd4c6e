// A draft as one entity, from which its recipients, form and files can be restored.
import { type Person, parseAddress } from "../address";
import { joined } from "../octets";
import { ANYONE, isAboveDefault, type MessageClass, readClass, writeClass } from "../trust/message-class";
import { bodyOf, plainTextOf } from "./body";
import { buildEntity, type OutgoingAttachment } from "./build";
import { valuesOf } from "./headers";
import { peopleIn } from "./people";
import { decodeBody, type Part, readMime } from "./tree";
import { decodeWords } from "./words";

export interface DraftMail {
  readonly text: string;
  /** Null while it is plain text. */
  readonly html: string | null;
  readonly subject: string;
  readonly to: readonly Person[];
  readonly cc: readonly Person[];
  readonly bcc: readonly Person[];
  readonly attachments: readonly OutgoingAttachment[];
  /** The least its recipients must have. Left out: anyone. */
  readonly least?: MessageClass;
  /** Addresses of the people whose conversation it quotes. Left out or empty: none. */
  readonly quotedFor?: readonly string[];
  /** The recipients are a list of the writer's own, whatever the page shows. */
  readonly stated?: boolean;
}

/** The draft's own header fields for the three above: a draft is sealed to its writer alone and never sent. */
const CLASS_FIELD = "Cachet-Class";
const QUOTED_FIELD = "Cachet-Quoted-For";
const STATED_FIELD = "Cachet-Stated";

/** `random`: at least 16 octets. */
export function draftToEntity(draft: DraftMail, random: Uint8Array): Uint8Array<ArrayBuffer> {
  const { text, html, subject, to, cc, bcc, attachments, least = ANYONE, quotedFor = [], stated } = draft;
  const headers = { subject, from: null, to, cc, bcc };
  const rich = html === null ? {} : { html };
  const entity = buildEntity({ text, ...rich, attachments, headers, legacyDisplay: false, hp: "cipher" }, random);
  const own = isAboveDefault(least) ? `${CLASS_FIELD}: ${writeClass(least)}\r\n` : "";
  // One field per address: a field may be long, a line may not (RFC 5322 2.1.1).
  const quoted = quotedFor.map((address) => `${QUOTED_FIELD}: ${encodeURIComponent(address)}\r\n`).join("");
  const list = stated ? `${STATED_FIELD}: yes\r\n` : "";
  return joined([new TextEncoder().encode(own + quoted + list), entity]);
}

/** Reads what `draftToEntity` wrote; null when the octets are not a MIME entity. File names come back as given, not made safe. */
export function draftFromEntity(bytes: Uint8Array): DraftMail | null {
  const read = readMime(bytes);
  if (!read.ok) return null;
  const root = read.value;
  const body = bodyOf(root, { mode: "cipher" });
  const people = (name: string): Person[] => valuesOf(root.headers, name).flatMap((value) => peopleIn(value) ?? []);
  const html = body.blocks[0]?.html ?? null;
  const quotedFor = valuesOf(root.headers, QUOTED_FIELD).flatMap(addressIn);
  return {
    text: plainTextOf(body),
    html,
    subject: decodeWords(valuesOf(root.headers, "subject")[0] ?? ""),
    to: people("to"),
    cc: people("cc"),
    bcc: people("bcc"),
    attachments: filesIn(root).map(fileOf),
    least: readClass(valuesOf(root.headers, CLASS_FIELD)[0] ?? ""),
    ...(quotedFor.length > 0 && { quotedFor }),
    ...(valuesOf(root.headers, STATED_FIELD).length > 0 && { stated: true }),
  };
}

function addressIn(value: string): string[] {
  try {
    return parseAddress(decodeURIComponent(value)) ? [decodeURIComponent(value)] : [];
  } catch {
    return [];
  }
}

/** In the order they were written, including pictures shown in the text. */
function filesIn(part: Part): Part[] {
  if (part.children.length > 0) return part.children.flatMap(filesIn);
  return part.disposition === "attachment" || part.contentId !== null ? [part] : [];
}

function fileOf(part: Part): OutgoingAttachment {
  const file = { name: part.fileName ?? "", type: part.type, bytes: decodeBody(part).slice() };
  return part.contentId === null ? file : { ...file, contentId: part.contentId };
}
