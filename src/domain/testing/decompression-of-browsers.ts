// Node's DecompressionStream ignores data after the compressed data; those of browsers refuse it, as the standard demands
// (Compression Streams, "decompress and enqueue a chunk").
import { type InputType, inflateRawSync, inflateSync } from "node:zlib";

const { DecompressionStream: Lenient } = globalThis;

/** How many octets of the data are compressed data. */
function used(format: string, data: InputType): number {
  const inflated = (format === "deflate-raw" ? inflateRawSync : inflateSync)(data, { info: true });
  return (inflated as unknown as { engine: { bytesWritten: number } }).engine.bytesWritten;
}

class Strict extends TransformStream<Uint8Array, Uint8Array> {
  constructor(format: CompressionFormat) {
    const lenient = new Lenient(format);
    const writer = lenient.writable.getWriter();
    const seen: Uint8Array[] = [];
    let emptied = Promise.resolve();
    super({
      start(controller) {
        emptied = lenient.readable.pipeTo(new WritableStream({ write: (chunk) => controller.enqueue(chunk) }));
        emptied.catch((error: Error) => controller.error(new TypeError(error.message)));
      },
      async transform(chunk) {
        seen.push(chunk.slice());
        await writer.write(chunk as Uint8Array<ArrayBuffer>);
      },
      async flush(controller) {
        await writer.close();
        await emptied;
        const all = Buffer.concat(seen);
        if (used(format, all) < all.length) controller.error(new TypeError("Junk found after end of compressed data."));
      },
    });
  }
}

Object.assign(globalThis, { DecompressionStream: Strict });
