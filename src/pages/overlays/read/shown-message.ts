// What the read overlay draws of one message, whatever its form: only content within its cryptographic layers.
import type { Attachment, Block } from "../../../domain/mime/body";
import type { ProtectedHeaders } from "../../../domain/mime/protected";

export interface ShownMessage {
  /** In order. The HTML is as the sender wrote it and is never drawn without domain/html. */
  readonly blocks: readonly Block[];
  /** All of the plain text, for quoting and copying; empty where the message is HTML only. */
  readonly text: string;
  /** Parts the HTML may show by cid: addresses, including attachments. */
  readonly resources: readonly ShownPart[];
  /** In the message's order, without those the HTML refers to. */
  readonly attachments: readonly ShownAttachment[];
  /** From within the layers; null when nothing there protects any header. */
  readonly headers: ProtectedHeaders | null;
}

export interface ShownPart {
  /** Unique within the message, and stable while it is shown. */
  readonly id: string;
  /** The media type the sender declared, in lower case; it may be false. */
  readonly type: string;
  /** The Content-ID, by which the HTML refers to the part. */
  readonly contentId: string | null;
  /** The content, decoded; rejects when the page did not hand it over. */
  bytes(): Promise<Uint8Array>;
}

/**
 * A file of the message. Kinds "encrypted", "signed" and "message" open on the user's click in a view with a status of its own
 * (`ReadModel.look`); "keys" is shown as a key card; "signature" belongs to the file `signatureOf`.
 */
export interface ShownAttachment extends ShownPart, Omit<Attachment, "part" | "type" | "size"> {
  /** In octets; null: not read yet. */
  readonly size: number | null;
  /** For kind "signature": the id of the file it was made for, as far as names tell. */
  readonly signatureOf: string | null;
}
