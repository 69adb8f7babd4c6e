// A draft as one entity: what is written now comes back with its recipients, its form and its files.
import type { Person } from "../address";
import { ANYONE, isAboveDefault, type MessageClass, readClass, writeClass } from "../trust/message-class";
import { bodyOf, plainTextOf } from "./body";
import { buildEntity, type OutgoingAttachment } from "./build";
import { valuesOf } from "./headers";
import { joined } from "./octets";
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
  /** Who may receive it, at the least. Left out: anyone. */
  readonly least?: MessageClass;
}

/** The draft's own header field for that: a draft is sealed to its writer alone, and never sent. */
const CLASS_FIELD = "Cachet-Class";

/** `random`: at least 16 octets. */
export function draftToEntity(draft: DraftMail, random: Uint8Array): Uint8Array<ArrayBuffer> {
  const { text, html, subject, to, cc, bcc, attachments, least = ANYONE } = draft;
  const headers = { subject, from: null, to, cc, bcc };
  const rich = html === null ? {} : { html };
  const entity = buildEntity({ text, ...rich, attachments, headers, legacyDisplay: false, hp: "cipher" }, random);
  if (!isAboveDefault(least)) return entity;
  return joined([new TextEncoder().encode(`${CLASS_FIELD}: ${writeClass(least)}\r\n`), entity]);
}

/** Null when it is none that `draftToEntity` wrote. Names of files come back as they were given, not made safe. */
export function draftFromEntity(bytes: Uint8Array): DraftMail | null {
  const read = readMime(bytes);
  if (!read.ok) return null;
  const root = read.value;
  const body = bodyOf(root, { mode: "cipher" });
  const people = (name: string): Person[] => valuesOf(root.headers, name).flatMap((value) => peopleIn(value) ?? []);
  const html = body.blocks[0]?.html ?? null;
  return {
    text: plainTextOf(body),
    html,
    subject: decodeWords(valuesOf(root.headers, "subject")[0] ?? ""),
    to: people("to"),
    cc: people("cc"),
    bcc: people("bcc"),
    attachments: filesIn(root).map(fileOf),
    least: readClass(valuesOf(root.headers, CLASS_FIELD.toLowerCase())[0] ?? ""),
  };
}

/** In the order they were written, pictures shown in the text included. */
function filesIn(part: Part): Part[] {
  if (part.children.length > 0) return part.children.flatMap(filesIn);
  return part.disposition === "attachment" || part.contentId !== null ? [part] : [];
}

function fileOf(part: Part): OutgoingAttachment {
  const file = { name: part.fileName ?? "", type: part.type, bytes: decodeBody(part).slice() };
  return part.contentId === null ? file : { ...file, contentId: part.contentId };
}
