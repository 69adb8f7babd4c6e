import { approximateSize, bodyPieces, decodeBody, type Part } from "../../../domain/mime/tree";
import { joined } from "../../../domain/octets";
import { pause } from "../../../messages/pause";

/** The most octets decoded in one go: a few milliseconds. */
const AT_ONCE = 1024 * 1024;

/** A part's content. Large parts are decoded with pauses, because the page around the overlay may share its thread. */
export async function bytesOf(part: Part): Promise<Uint8Array> {
  if (part.encoding !== "base64" || approximateSize(part) <= AT_ONCE) return decodeBody(part);
  const pieces: Uint8Array[] = [];
  for (const piece of bodyPieces(part)) {
    pieces.push(piece);
    await pause();
  }
  return joined(pieces);
}
