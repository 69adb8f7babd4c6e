// Data in chunks, each with a tag of its own, and a last tag over the total length (RFC 9580 5.13.2; packet 20 of LibrePGP).
// A chunk may have 64 octets or be as long as the message, so work is counted in octets and gives way within chunks too.
// Nothing is handed out before the last tag has been verified.
import type { BlockMode } from "./aead-mode";
import { Eax } from "./eax";
import { Pace, turn } from "./give-way";
import { LIMITS } from "./limits";
import { Ocb } from "./ocb";

const TAG = 16;
/** Octets processed at once, in aligned words. */
const PIECE = 64 * 1024;
/** The cost of a chunk's nonce and tag, in octets of work. */
const CHUNK_WORK = 256;

interface Mode {
  /** Octets of the nonce. */
  readonly nonce: number;
  readonly make: (key: Uint8Array<ArrayBuffer>) => ChunkMode;
  /** The most chunks that are opened. */
  readonly most: number;
}

const GCM: Mode = { nonce: 12, make: nativeGcm, most: LIMITS.chunks };
/** Numbered as in RFC 9580 9.6; 100 stood for GCM before it had a number, in packet 20 only. */
const MODES: Readonly<Record<number, Mode>> = {
  1: { nonce: 16, make: (key) => inBlocks(new Eax(key)), most: Number.POSITIVE_INFINITY },
  2: { nonce: 15, make: (key) => inBlocks(new Ocb(key)), most: Number.POSITIVE_INFINITY },
  3: GCM,
  100: GCM,
};

/** Octets of the nonce; null for an unknown mode. */
export const nonceLength = (mode: number): number | null => MODES[mode]?.nonce ?? null;

export interface Chunked {
  /**
   * Packet type with its two highest bits, version, cipher, mode, chunk size: the beginning of the associated data of every
   * tag.
   */
  readonly header: Uint8Array;
  readonly key: Uint8Array<ArrayBuffer>;
  /** The chunk's number is added to its last eight octets. */
  readonly nonce: Uint8Array;
  /** Whether the associated data holds the chunk's number too (packet 20). */
  readonly numbered: boolean;
}

/** Whole plaintext in, chunks with their tags out. */
export async function encryptChunks(how: Chunked, data: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const size = chunkSize(how);
  const count = Math.max(1, Math.ceil(data.length / size));
  const out = new Uint8Array(data.length + TAG * (count + 1));
  const chunks = new Chunks(how);
  for (let i = 0; i < count; i++) {
    const from = i * size;
    await chunks.run(data.subarray(from, from + size), out.subarray(from + TAG * i), false);
  }
  await chunks.last(new Uint8Array(), out.subarray(-TAG), data.length, false);
  return out;
}

/** Throws unless all tags hold. */
export async function decryptChunks(how: Chunked, data: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const size = chunkSize(how) + TAG;
  const end = data.length - TAG;
  // The last chunk may be shorter, but its tag is whole.
  if (end < TAG || (end % size > 0 && end % size < TAG)) throw mismatch();
  const count = Math.ceil(end / size);
  if (count > MODES[how.header[3]!]!.most) throw new Error("Too many chunks");
  const out = new Uint8Array(end - TAG * count);
  const chunks = new Chunks(how);
  for (let i = 0; i < count; i++) {
    const from = i * size;
    await chunks.run(data.subarray(from, Math.min(end, from + size)), out.subarray(i * (size - TAG)), true);
  }
  await chunks.last(data.subarray(end), new Uint8Array(), out.length, true);
  return out;
}

const chunkSize = ({ header }: Chunked): number => 2 ** (header[4]! + 6);

/** Named as openpgp.js names such errors. */
export const unsupported = (): Error =>
  Object.assign(new Error("Unsupported cipher or mode"), { name: "UnsupportedError" });

const mismatch = (): Error => new Error("Authentication tag mismatch");

/** Encrypts `from` into `to`, tag included, or decrypts it. Throws when the tag does not match. */
type ChunkMode = (
  chunk: { readonly nonce: Uint8Array<ArrayBuffer>; readonly associated: Uint8Array<ArrayBuffer> },
  from: Uint8Array,
  to: Uint8Array,
  decrypt: boolean,
  pace: Pace,
) => Promise<void>;

class Chunks {
  readonly #how: Chunked;
  readonly #mode: ChunkMode;
  readonly #pace = new Pace();
  #index = 0;

  constructor(how: Chunked) {
    this.#how = how;
    this.#mode = MODES[how.header[3]!]!.make(how.key);
  }

  async run(from: Uint8Array, to: Uint8Array, decrypt: boolean): Promise<void> {
    await this.#run([], from, to, decrypt);
  }

  /** The tag over the length of everything, so that no chunk can be missing at the end. */
  async last(from: Uint8Array, to: Uint8Array, total: number, decrypt: boolean): Promise<void> {
    await this.#run([...bigEndian(total)], from, to, decrypt);
  }

  async #run(more: readonly number[], from: Uint8Array, to: Uint8Array, decrypt: boolean): Promise<void> {
    const { header, nonce, numbered } = this.#how;
    const index = bigEndian(this.#index++);
    const own = new Uint8Array(nonce);
    for (let i = 0; i < 8; i++) own[nonce.length - 8 + i]! ^= index[i]!;
    const associated = Uint8Array.of(...header, ...(numbered ? index : []), ...more);
    await this.#mode({ nonce: own, associated }, from, to, decrypt, this.#pace);
  }
}

function bigEndian(value: number): Uint8Array {
  const octets = new Uint8Array(8);
  new DataView(octets.buffer).setBigUint64(0, BigInt(value));
  return octets;
}

function inBlocks(mode: BlockMode): ChunkMode {
  const words = new Uint32Array(PIECE / 4);
  const octets = new Uint8Array(words.buffer);
  return async ({ nonce, associated }, from, to, decrypt, pace) => {
    const length = decrypt ? from.length - TAG : from.length;
    mode.begin(nonce, associated);
    for (let at = 0; at < length; at += PIECE) {
      const part = from.subarray(at, Math.min(length, at + PIECE));
      octets.set(part);
      if (decrypt) mode.decrypt(words, part.length);
      else mode.encrypt(words, part.length);
      to.set(octets.subarray(0, part.length), at);
      if (pace.isDue(part.length)) await turn();
    }
    const tag = mode.tag();
    if (!decrypt) to.set(tag, length);
    else if (!sameTag(tag, from.subarray(length))) throw mismatch();
    if (pace.isDue(CHUNK_WORK)) await turn();
  };
}

/** Compares in constant time, so that timing does not reveal where they differ. */
function sameTag(a: Uint8Array, b: Uint8Array): boolean {
  let differing = a.length ^ b.length;
  for (let i = 0; i < TAG; i++) differing |= a[i]! ^ b[i]!;
  return differing === 0;
}

/** Runs in the browser's own threads. Each chunk is awaited, so that they are not all requested at once. */
function nativeGcm(key: Uint8Array<ArrayBuffer>): ChunkMode {
  const imported = crypto.subtle.importKey("raw", key, "AES-GCM", false, ["encrypt", "decrypt"]).catch(() => {
    throw unsupported(); // Chromium has no keys of 24 octets
  });
  return async ({ nonce, associated }, from, to, decrypt) => {
    const how = { name: "AES-GCM", iv: nonce, additionalData: associated };
    const data = from as Uint8Array<ArrayBuffer>;
    const done = decrypt
      ? crypto.subtle.decrypt(how, await imported, data)
      : crypto.subtle.encrypt(how, await imported, data);
    to.set(new Uint8Array(await done));
  };
}
