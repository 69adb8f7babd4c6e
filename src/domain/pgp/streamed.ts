// openpgp.js passes packets on as octets or as its own kind of stream, depending on the input. Where its work is slow, it is
// given a stream and read as one, so that other work gets its turn between the pieces.
import { joined } from "../octets";
import { Pace, turn } from "./give-way";

/** Octets, at once or piece by piece. */
export type Streamed =
  | Uint8Array<ArrayBuffer>
  | { getReader(): { read(): Promise<{ value?: Uint8Array<ArrayBuffer>; done: boolean }> } };

/** A stream that gives way before each piece of `size` octets. */
export function streamOf(octets: Uint8Array<ArrayBuffer>, size = 64 * 1024): ReadableStream<Uint8Array<ArrayBuffer>> {
  let at = 0;
  return new ReadableStream({
    async pull(controller) {
      await turn();
      if (at < octets.length) controller.enqueue(octets.slice(at, at + size));
      else controller.close();
      at += size;
    },
  });
}

/** Reads all of it, giving way in between when that takes long. */
export async function octetsOf(data: Streamed): Promise<Uint8Array<ArrayBuffer>> {
  if (data instanceof Uint8Array) return data;
  const reader = data.getReader();
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  const pace = new Pace();
  for (;;) {
    const { value, done } = await reader.read();
    if (value) {
      chunks.push(value);
      if (!done && pace.isDue(value.length)) await turn();
    }
    if (done) return chunks.length === 1 ? chunks[0]! : joined(chunks);
  }
}
