// Sequoia hides the length of a message with octets after its compressed data, whose end DEFLATE itself marks (RFC 1951
// 3.2.3). openpgp.js leaves decompression to the browser, and browsers refuse trailing data. The inflate that openpgp.js
// brings for browsers without one stops at the end.
import * as openpgp from "openpgp";
import { octetsOf, type Streamed, streamOf } from "./streamed";

/** Members of openpgp.js that its types leave out. */
interface Compressed {
  readonly algorithm: openpgp.enums.compression;
  compressed: Streamed;
  decompress(config: openpgp.Config): Promise<void>;
}

const packet = openpgp.CompressedDataPacket.prototype as unknown as Compressed;
const { decompress } = packet;

packet.decompress = async function (config) {
  const octets = await octetsOf(this.compressed);
  // As a stream, so that bzip2, a second of work for some megabytes, does not block everything else.
  const decompressed = (): Promise<void> => {
    this.compressed = streamOf(octets);
    return decompress.call(this, config);
  };
  try {
    await decompressed();
  } catch (error) {
    // The browser reports trailing data as a TypeError. "Too large" and "no packet" are errors of another kind.
    if (this.algorithm !== openpgp.enums.compression.zip || !(error instanceof TypeError)) throw error;
    await withoutBrowsers(decompressed);
  } finally {
    this.compressed = octets;
  }
};

/** `work` must look up the browser's decompression before its first await; without one openpgp.js uses its own. */
function withoutBrowsers(work: () => Promise<void>): Promise<void> {
  const { DecompressionStream } = globalThis;
  const missing = () => {
    throw new TypeError("not wanted");
  };
  Object.assign(globalThis, { DecompressionStream: missing });
  try {
    return work();
  } finally {
    Object.assign(globalThis, { DecompressionStream });
  }
}
