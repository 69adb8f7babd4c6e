// Sequoia hides the length of a message by octets behind its compressed data, which end by their own account (RFC 1951 3.2.3).
// openpgp.js leaves decompression to the browser, and browsers refuse data that anything follows. Its own inflate, which it
// keeps for browsers without one, stops at the end.
import * as openpgp from "openpgp";
import { octetsOf, type Streamed, streamOf } from "./streamed";

/** What openpgp.js has beside what its types tell. */
interface Compressed {
  readonly algorithm: openpgp.enums.compression;
  compressed: Streamed;
  decompress(config: openpgp.Config): Promise<void>;
}

const packet = openpgp.CompressedDataPacket.prototype as unknown as Compressed;
const { decompress } = packet;

packet.decompress = async function (config) {
  const octets = await octetsOf(this.compressed);
  // As a stream, so that bzip2, a second of work for some megabytes, does not hold everything else up.
  const decompressed = (): Promise<void> => {
    this.compressed = streamOf(octets);
    return decompress.call(this, config);
  };
  try {
    await decompressed();
  } catch (error) {
    // So says the browser. That something is too large, or no packet, is an error of another kind.
    if (this.algorithm !== openpgp.enums.compression.zip || !(error instanceof TypeError)) throw error;
    await withoutBrowsers(decompressed);
  } finally {
    this.compressed = octets;
  }
};

/** `work` asks for the browser's decompression before it waits for anything, and takes its own when there is none. */
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
