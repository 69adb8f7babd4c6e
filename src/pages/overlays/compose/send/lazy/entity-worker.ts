// Writes the MIME entity beside the overlay's own thread: the base64 of a large file would hold up the typing.
import { entityPieces, type OutgoingEntity } from "../../../../../domain/mime/build";
import { joined } from "../../../../../domain/octets";

/** Files come as Blobs: handing those over copies nothing. */
export type EntityParts = Omit<OutgoingEntity, "attachments"> & {
  readonly attachments: readonly { readonly name: string; readonly type: string; readonly blob: Blob }[];
};

export type EntityReport =
  | { readonly is: "written"; readonly octets: number }
  | { readonly is: "done"; readonly entity: Uint8Array<ArrayBuffer> }
  /** A file could not be read any more: moved, or on a drive that is gone. */
  | { readonly is: "unreadable"; readonly name: string };

addEventListener("message", async ({ data }: MessageEvent<EntityParts>) => {
  const report = (what: EntityReport, transfer: Transferable[] = []): void => postMessage(what, { transfer });
  const attachments = [];
  for (const { name, type, blob } of data.attachments) {
    const bytes = await blob.arrayBuffer().catch(() => null);
    if (!bytes) return report({ is: "unreadable", name });
    attachments.push({ name, type, bytes: new Uint8Array(bytes) });
  }
  const pieces: Uint8Array[] = [];
  let octets = 0;
  for (const piece of entityPieces({ ...data, attachments }, crypto.getRandomValues(new Uint8Array(24)))) {
    pieces.push(piece);
    octets += piece.length;
    report({ is: "written", octets });
  }
  const entity = joined(pieces);
  report({ is: "done", entity }, [entity.buffer]);
});
