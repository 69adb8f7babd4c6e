import { approximateSize, bodyPieces, decodeBody, type Part } from "../../../domain/mime/tree";
import { joined } from "../../../domain/octets";
import { pause } from "../../../messages/pause";

/** Octets that are decoded in one go: a few milliseconds. */
const AT_ONCE = 1024 * 1024;

/** The content of a part; the page the overlay stands in shares its thread, so a large one is decoded with pauses. */
export async function bytesOf(part: Part): Promise<Uint8Array> {
  if (part.encoding !== "base64" || approximateSize(part) <= AT_ONCE) return decodeBody(part);
  const pieces: Uint8Array[] = [];
  for (const piece of bodyPieces(part)) {
    pieces.push(piece);
    await pause();
  }
  return joined(pieces);
}
