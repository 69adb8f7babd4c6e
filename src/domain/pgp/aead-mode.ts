// What EAX and OCB share: both are computed here, block by block.

/**
 * A mode with one key. A chunk is begun, processed in place piece by piece, and ended by its tag, so that the caller can give
 * way in between. Decrypted data must not be used before the tag has been compared.
 */
export interface BlockMode {
  begin(nonce: Uint8Array, associated: Uint8Array): void;
  /**
   * Encrypts the first `octets` of the words. Only a chunk's last piece may end within a block; the rest of that block is
   * overwritten.
   */
  encrypt(words: Uint32Array, octets: number): void;
  decrypt(words: Uint32Array, octets: number): void;
  /** Sixteen octets. */
  tag(): Uint8Array;
}

export const wordsOf = (block: Uint8Array): Uint32Array<ArrayBuffer> => new Uint32Array(block.slice().buffer);

export const octetsOfWords = (words: Uint32Array): Uint8Array =>
  new Uint8Array(words.buffer, words.byteOffset, words.byteLength);

/** XORs four words of `from` into four of `into`. */
export function xorBlock(into: Uint32Array, from: Uint32Array, at = 0, to = 0): void {
  for (let i = 0; i < 4; i++) into[to + i]! ^= from[at + i]!;
}

/** Times x in GF(2^128), big-endian (RFC 7253 2, RFC 4493 2.3), without a branch on the block. */
export function doubled(block: Uint32Array): Uint32Array {
  const octets = octetsOfWords(block);
  const next = new Uint8Array(16);
  for (let i = 0; i < 16; i++) next[i] = (octets[i]! << 1) | ((octets[i + 1] ?? 0) >> 7);
  next[15]! ^= 0x87 & -(octets[0]! >> 7);
  return new Uint32Array(next.buffer);
}

/** Pads after `octets` with one set bit, then zeros (10* of RFC 7253 and RFC 4493). */
export function padBlock(words: Uint32Array, octets: number): void {
  const all = octetsOfWords(words);
  all.fill(0, octets, (octets | 15) + 1);
  all[octets] = 0x80;
}
