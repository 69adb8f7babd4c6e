// What the read overlay draws of one message, whatever shape it came in: only what lies within its cryptographic layers.

export interface ShownMessage {
  /** The plain text: of a text part, or made of nothing else. Null when the message has HTML only. */
  readonly text: string | null;
  /** HTML as it was written, from a sealed or signed part: never drawn without domain/html. Null when there is none. */
  readonly html: string | null;
  /** Some letters may be wrong: the charset told was unknown or did not fit. */
  readonly guessed: boolean;
  /** In the order of the message. Parts that only the HTML refers to (`inline`) are among them. */
  readonly attachments: readonly ShownAttachment[];
  /** From within the layers (RFC 9788, or protected-headers="v1"); null when nothing protects them. */
  readonly headers: ShownHeaders | null;
}

export interface ShownHeaders {
  readonly subject: string | null;
  /** As written, decoded: names and addresses. */
  readonly from: string | null;
  readonly to: string | null;
  readonly cc: string | null;
  /** Milliseconds. */
  readonly date: number | null;
}

/** sealed, signed, message: opened by the user's click in a view and with a status of its own. key: a public key. */
export type Opens = "sealed" | "signed" | "message" | "key";

export interface ShownAttachment {
  /** Names the part within its message, stable while it is shown: "2.1". */
  readonly id: string;
  /** As the sender wrote it, decoded; never used or drawn without being made safe. Null when it has none. */
  readonly fileName: string | null;
  /** As the sender says, lower case, without parameters: not what it is. */
  readonly type: string;
  /** Octets, about right. */
  readonly size: number;
  /** What the HTML calls it in cid: addresses. */
  readonly contentId: string | null;
  /** The sender means it to be seen within the HTML. */
  readonly inline: boolean;
  /** How it is opened in place, null for a file like any other. */
  readonly opens: Opens | null;
  /** The content, decoded; rejects when the page did not hand it over. */
  bytes(): Promise<Uint8Array<ArrayBuffer>>;
}
