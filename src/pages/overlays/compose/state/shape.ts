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
