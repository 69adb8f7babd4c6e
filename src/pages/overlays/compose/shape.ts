// Which of the two shapes a message takes that a webmail page can send.

/** inline: armor is the body. mime: a whole MIME entity is sealed into an attached file. sign: clear text, signed. */
export type Shape = "inline" | "mime" | "sign";

export interface Written {
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

/** The subject says something that the page's own does not give away. */
export const hidesSubject = (subject: string, page: PageSubject): boolean =>
  subject.trim() !== "" && (page.taken || subject.trim() !== page.shown.trim());

/** Inline where nothing but the text is to be hidden, since everything reads that. */
export const shapeFor = (written: Written, page: PageSubject): "inline" | "mime" =>
  written.html !== null || written.attachments.length > 0 || hidesSubject(written.subject, page) ? "mime" : "inline";
