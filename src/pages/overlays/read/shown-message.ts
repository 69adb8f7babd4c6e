// What the read overlay draws of one message, whatever shape it came in: only what lies within its cryptographic layers.
import type { Attachment, Block } from "../../../domain/mime/body";
import type { ProtectedHeaders } from "../../../domain/mime/protected";

export interface ShownMessage {
  /** In order. Their HTML is as the sender wrote it: never drawn without domain/html. */
  readonly blocks: readonly Block[];
  /** All of the plain text, for quoting and copying; empty where the message is HTML only. */
  readonly text: string;
  /** What the HTML may show by cid: addresses, attachments among them. */
  readonly resources: readonly ShownPart[];
  /** In the order of the message, without those that the HTML names. */
  readonly attachments: readonly ShownAttachment[];
  /** From within the layers; null when nothing there protects any header. */
  readonly headers: ProtectedHeaders | null;
}

export interface ShownPart {
  /** Names it within its message, stable while that is shown. */
  readonly id: string;
  /** As the sender says, lower case: not what it is. */
  readonly type: string;
  /** What the HTML calls it. */
  readonly contentId: string | null;
  /** The content, decoded; rejects when the page did not hand it over. */
  bytes(): Promise<Uint8Array>;
}

/**
 * A file of the message. Of `kind` "encrypted", "signed", "message": opened in place by the user's click, in a view with a
 * status of its own (`ReadModel.look`); "keys" is shown as a key card; "signature" belongs to the file `signatureOf`.
 */
export interface ShownAttachment extends ShownPart, Omit<Attachment, "part" | "type"> {
  /** For kind "signature": the id of the file it was made for, as far as names tell. */
  readonly signatureOf: string | null;
}
