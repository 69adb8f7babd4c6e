// What the read overlay draws of one message, whatever shape it came in: only what lies within its cryptographic layers.
import type { Attachment, Block } from "../../../domain/mime/body";
import type { ProtectedHeaders } from "../../../domain/mime/protected";
import type { Part } from "../../../domain/mime/tree";

export interface ShownMessage {
  /** In order. Their HTML is as the sender wrote it: never drawn without domain/html. */
  readonly blocks: readonly Block[];
  /** All of the plain text, for quoting and copying; empty where the message is HTML only. */
  readonly text: string;
  /** By Content-ID: what the HTML may show by cid: addresses. */
  readonly resources: ReadonlyMap<string, Part>;
  /** In the order of the message, without those that the HTML names. */
  readonly attachments: readonly ShownAttachment[];
  /** From within the layers; null when nothing there protects any header. */
  readonly headers: ProtectedHeaders | null;
}

/**
 * A file of the message. Of `kind` "encrypted", "signed", "message": opened in place by the user's click, in a view with a
 * status of its own (`ReadModel.look`); "keys" is shown as a key card, "signature" belongs to `signatureOf`.
 */
export interface ShownAttachment extends Omit<Attachment, "part"> {
  /** Names it within its message, stable while that is shown. */
  readonly id: string;
  /** For kind "signature": the file it was made for, as far as names tell. */
  readonly signatureOf: string | null;
  /** The content, decoded; rejects when the page did not hand it over. */
  bytes(): Promise<Uint8Array>;
}
