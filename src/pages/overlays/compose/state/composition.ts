import { computed, signal } from "@preact/signals";
import { htmlOfText } from "../../../../domain/html/of-text";
import { ANYONE, type MessageClass, stricter } from "../../../../domain/trust/message-class";
import type { ComposeJob, OfferedFile } from "../../../../messages/channel";
import { readOnly } from "../../../read-only";

// Which of the two shapes a message takes that a webmail page can send.

/** inline: armor is the body. mime: a whole MIME entity is sealed into an attached file. sign: clear text, signed. */
export type Shape = "inline" | "mime" | "sign";

export interface WrittenContent {
  readonly text: string;
  /** Null while nothing is formatted. */
  readonly html: string | null;
  readonly attachments: readonly unknown[];
  readonly subject: string;
}

export interface PageSubject {
  /** The page's field was emptied and takes what we write. */
  readonly taken: boolean;
  /** What stands in it otherwise: everybody on the way reads that. */
  readonly shown: string;
}

/** "[...]", with or without what answers put before it (RFC 9788 3.2.1). */
const SAYS_NOTHING = /^(?:\p{L}{1,4}\s*:\s*)*\[(?:\.\.\.|…)\]$/u;

/** The subject says something that the page's own does not give away. */
export const hidesSubject = (subject: string, page: PageSubject): boolean =>
  subject.trim() !== "" && (page.taken || subject.trim() !== page.shown.trim());

/** What stands in the page's field as before, for everybody to read, while the subject written here is sealed; else null. */
export function leftInClear(subject: string, page: PageSubject): string | null {
  const shown = page.shown.trim();
  return !page.taken && hidesSubject(subject, page) && shown !== "" && !SAYS_NOTHING.test(shown) ? shown : null;
}

/** Inline where nothing but the text is to be hidden, since everything reads that. */
export const shapeFor = (written: WrittenContent, page: PageSubject): "inline" | "mime" =>
  written.html !== null || written.attachments.length > 0 || hidesSubject(written.subject, page) ? "mime" : "inline";

// How large a message will be once it is sealed, known while it is written.

const MIB = 1024 * 1024;

/** What the large providers take as attached files. */
export const SIZE_LIMIT = 25 * MIB;

/** Session keys, signature, headers of the parts: more than they ever are for a handful of people. */
const FRAME = 8192;

/** RFC 2045 6.8: lines of 76 characters with CR LF, for 57 octets each. */
const inBase64 = (octets: number): number => Math.ceil(octets / 57) * 78;

/** Our armor (base64.ts): lines of 64 characters with a line feed, for 48 octets each. */
const inArmor = (octets: number): number => Math.ceil(octets / 48) * 65;

/** Quoted-printable makes at most three characters of an octet, and text is small beside files. */
const IN_QUOTED_PRINTABLE = 1.2;

/**
 * Octets of the sealed file for text and attachments of these lengths: each attachment in base64, everything encrypted, in
 * armor. Within a few per cent, never far below.
 */
export function sealedSize(textLength: number, attachments: readonly { readonly size: number }[]): number {
  const files = attachments.reduce((sum, { size }) => sum + inBase64(size) + 400, 0);
  return inArmor(files + Math.ceil(textLength * IN_QUOTED_PRINTABLE) + FRAME);
}

export const tooLarge = (size: number): boolean => size > SIZE_LIMIT;

export interface WrittenAttachment {
  readonly id: number;
  readonly name: string;
  readonly type: string;
  readonly size: number;
  readonly blob: Blob;
}

export const filesOf = (attachments: readonly WrittenAttachment[]): Promise<OfferedFile[]> =>
  Promise.all(
    attachments.map(async ({ name, type, blob }) => ({ name, type, bytes: new Uint8Array(await blob.arrayBuffer()) })),
  );

/** What servers on the path read in place of a sealed subject (RFC 9788 3.2.1). */
export const OUTER_SUBJECT = "[...]";

/** Where the editor's content comes from, when somebody wants to know it. */
type Pull = () => { readonly text: string; readonly html: string | null };

/** Everything the user writes: text, its formatting, subject and attachments, and what shape that makes. */
export function createWritten(job: Pick<ComposeJob, "subject" | "subjectTaken" | "entityRoom">, changed: () => void) {
  const text = signal("");
  /** Null as long as the text is plain. */
  const html = signal<string | null>(null);
  const subject = signal(job.subject);
  const attachments = signal<readonly WrittenAttachment[]>([]);
  const pageSubject = signal<PageSubject>({ taken: job.subjectTaken, shown: job.subjectTaken ? "" : job.subject });
  /** Octets that the page's server takes to send as multipart/encrypted. */
  const entityRoom = signal(job.entityRoom ?? 0);
  /** The user wants a form that everything reads. */
  const inlineOnly = signal(false);
  /** The least every recipient must have, as the writer chose. */
  const least = signal<MessageClass>(ANYONE);
  /** Addresses of those whose conversation the text began with, quoted. */
  const quotedFor = signal<readonly string[]>([]);
  let pull: Pull | null = null;
  let nextId = 1;

  /** Reads the content of the rich editor, which would slow down typing at every key. */
  const settle = (): void => {
    if (!pull) return;
    const now = pull();
    text.value = now.text;
    html.value = now.html;
  };
  /** The editor shows what was put into it; that is no change by the user. */
  const shows = (from: Pull): void => {
    pull = from;
  };
  /** Sets a text from outside the editor, whose former content no longer counts. */
  const put = (now: string, formatted: string | null): void => {
    pull = null;
    text.value = now;
    html.value = formatted;
  };
  const edited = (how: string | Pull): void => {
    if (typeof how === "string") put(how, null);
    else pull = how;
    changed();
  };
  /** What stands in the page's own field now. Typed there, it is meant for this message. */
  const pageChanged = (now: string): void => {
    // The placeholder we put there is nobody's words.
    const shown = now === OUTER_SUBJECT ? "" : now;
    if (!pageSubject.value.taken) {
      if (subject.value === pageSubject.value.shown) subject.value = shown;
    } else if (shown !== "") subject.value = shown;
    pageSubject.value = { ...pageSubject.value, shown };
  };
  /** True once when the page's field is to be emptied because its words are here now. */
  const takePageSubject = (): boolean => {
    const { taken, shown } = pageSubject.value;
    if (!taken || shown === "") return false;
    pageSubject.value = { taken, shown: "" };
    return true;
  };
  /** The user wrote the subject, which a draft that is loaded later does not replace. */
  let named = false;
  const setSubject = (value: string): void => {
    named = true;
    subject.value = value;
    changed();
  };
  const setLeast = (value: MessageClass): void => {
    least.value = value;
    changed();
  };
  /** What a draft brings besides its text, which may stand beside text of now, and its files. */
  const takeUp = (draft: { least: MessageClass; quotedFor: readonly string[] }, wanted: string): void => {
    subject.value = wanted;
    least.value = stricter(draft.least, least.value);
    if (draft.quotedFor.length > 0) quotedFor.value = draft.quotedFor;
  };
  /** The text goes on in the rich editor, in which nothing of it is formatted yet. */
  const toRich = (): void => {
    html.value = htmlOfText(text.value);
  };
  const setInlineOnly = (wanted: boolean): void => {
    inlineOnly.value = wanted;
  };
  const attach = (files: readonly File[]): void => {
    const more = files.map((file) => ({ id: nextId++, name: file.name, type: file.type, size: file.size, blob: file }));
    attachments.value = [...attachments.value, ...more];
    changed();
  };
  const detach = (id: number): void => {
    attachments.value = attachments.value.filter((one) => one.id !== id);
    changed();
  };

  const shape = computed(() => {
    if (inlineOnly.value && html.value === null && attachments.value.length === 0) return "inline" as const;
    const now = { text: "", html: html.value, attachments: attachments.value, subject: subject.value };
    return shapeFor(now, pageSubject.value);
  });
  const subjectSealed = computed(() => shape.value === "mime" && hidesSubject(subject.value, pageSubject.value));
  /** Octets of the sealed file; text counted as it was when last taken over. */
  const size = computed(() => sealedSize(text.value.length * 2 + (html.value?.length ?? 0) * 2, attachments.value));
  /** How it leaves, in a word of the interface: as the text of a mail, as the entity that the page's server makes a mail of, or as a file of one. */
  const leavesAs = computed(() => {
    if (shape.value === "inline") return "compose_as_text" as const;
    return size.value <= entityRoom.value ? ("compose_as_entity" as const) : ("compose_as_file" as const);
  });

  return readOnly({
    text,
    html,
    subject,
    attachments,
    pageSubject,
    inlineOnly,
    least,
    quotedFor,
    put,
    setLeast,
    takeUp,
    toRich,
    setInlineOnly,
    shape,
    subjectSealed,
    size,
    leavesAs,
    /** The page refused an entity, or has a file beside the message that its server would drop. */
    filesOnly: () => {
      entityRoom.value = 0;
    },
    settle,
    shows,
    edited,
    setSubject,
    isNamed: () => named,
    pageChanged,
    takePageSubject,
    attach,
    detach,
    isEmpty: () => text.value.trim() === "" && attachments.value.length === 0,
  });
}

export type Written = ReturnType<typeof createWritten>;
