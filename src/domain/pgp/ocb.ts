// OCB (RFC 7253) over AES with tags of 128 bits, the mode that every implementation of RFC 9580 must support (5.13.4, 9.6).
// openpgp.js expands the key for every block; here it is expanded once, and all offsets come from one table.
import { type BlockMode, doubled, octetsOfWords, padBlock, wordsOf, xorBlock } from "./aead-mode";
import { Aes } from "./aes";

/** Positions in the table of offsets, in words: L_*, L_$, then L_0 and on, enough for 2^32 blocks. */
const STAR = 0;
const DOLLAR = 4;
const FIRST = 8;

/** See BlockMode. The nonce has at most fifteen octets. */
export class Ocb implements BlockMode {
  readonly #aes: Aes;
  readonly #table: Uint32Array;
  readonly #offset = new Uint32Array(4);
  readonly #checksum = new Uint32Array(4);
  #blocks = 0;
  /** The values computed last, to be reused: nonces of chunks of one message differ in their last bits only. */
  #top = { nonce: new Uint8Array(), stretch: new Uint8Array() };
  #hashed = { associated: new Uint8Array(), hash: new Uint32Array(4) };

  constructor(key: Uint8Array) {
    this.#aes = new Aes(key);
    let entry: Uint32Array = new Uint32Array(4);
    this.#aes.encipher(entry, 0);
    this.#table = new Uint32Array(FIRST + 4 * 32);
    for (let at = 0; at < this.#table.length; at += 4) {
      this.#table.set(entry, at);
      entry = doubled(entry);
    }
  }

  begin(nonce: Uint8Array, associated: Uint8Array): void {
    const padded = new Uint8Array(16);
    padded[15 - nonce.length] = 1;
    padded.set(nonce, 16 - nonce.length);
    const bottom = padded[15]! & 63;
    padded[15]! &= 192;
    if (!same(padded, this.#top.nonce)) this.#top = { nonce: padded, stretch: this.#stretch(padded) };
    const { stretch } = this.#top;
    const offset = octetsOfWords(this.#offset);
    const from = bottom >> 3;
    const bits = bottom & 7;
    for (let i = 0; i < 16; i++) offset[i] = (stretch[from + i]! << bits) | (stretch[from + i + 1]! >> (8 - bits));
    this.#checksum.fill(0);
    this.#blocks = 0;
    if (!same(associated, this.#hashed.associated))
      this.#hashed = { associated: associated.slice(), hash: this.#hash(associated) };
  }

  encrypt(words: Uint32Array, octets: number): void {
    this.#run(words, octets, false);
  }

  decrypt(words: Uint32Array, octets: number): void {
    this.#run(words, octets, true);
  }

  tag(): Uint8Array {
    const tag = this.#checksum.slice();
    xorBlock(tag, this.#offset);
    xorBlock(tag, this.#table, DOLLAR);
    this.#aes.encipher(tag, 0);
    xorBlock(tag, this.#hashed.hash);
    return octetsOfWords(tag);
  }

  #stretch(nonce: Uint8Array): Uint8Array<ArrayBuffer> {
    const top = wordsOf(nonce);
    this.#aes.encipher(top, 0);
    const stretch = new Uint8Array(24);
    stretch.set(octetsOfWords(top));
    for (let i = 0; i < 8; i++) stretch[16 + i] = stretch[i]! ^ stretch[i + 1]!;
    return stretch;
  }

  /** HASH(K, A) of RFC 7253 4.1: short data, once or once per chunk. */
  #hash(associated: Uint8Array): Uint32Array<ArrayBuffer> {
    const sum = new Uint32Array(4);
    const offset = new Uint32Array(4);
    for (let at = 0; at < associated.length; at += 16) {
      const block = new Uint32Array(4);
      const octets = associated.subarray(at, at + 16);
      octetsOfWords(block).set(octets);
      const whole = octets.length === 16;
      if (!whole) padBlock(block, octets.length);
      xorBlock(offset, this.#table, whole ? FIRST + 4 * trailingZeros(at / 16 + 1) : STAR);
      xorBlock(block, offset);
      this.#aes.encipher(block, 0);
      xorBlock(sum, block);
    }
    return sum;
  }

  #run(words: Uint32Array, octets: number, decrypt: boolean): void {
    const aes = this.#aes;
    const table = this.#table;
    const sum = this.#checksum;
    let [a, b, c, d] = this.#offset as unknown as [number, number, number, number];
    const whole = (octets >> 4) << 2;
    for (let at = 0; at < whole; at += 4) {
      const l = FIRST + 4 * trailingZeros(++this.#blocks);
      a ^= table[l]!;
      b ^= table[l + 1]!;
      c ^= table[l + 2]!;
      d ^= table[l + 3]!;
      if (!decrypt) xorBlock(sum, words, at);
      words[at]! ^= a;
      words[at + 1]! ^= b;
      words[at + 2]! ^= c;
      words[at + 3]! ^= d;
      if (decrypt) aes.decipher(words, at);
      else aes.encipher(words, at);
      words[at]! ^= a;
      words[at + 1]! ^= b;
      words[at + 2]! ^= c;
      words[at + 3]! ^= d;
      if (decrypt) xorBlock(sum, words, at);
    }
    this.#offset.set([a, b, c, d]);
    if (octets & 15) this.#partial(words.subarray(whole, whole + 4), octets & 15, decrypt);
  }

  #partial(block: Uint32Array, octets: number, decrypt: boolean): void {
    xorBlock(this.#offset, this.#table, STAR);
    const pad = this.#offset.slice();
    this.#aes.encipher(pad, 0);
    const plain = block.slice();
    if (decrypt) xorBlock(plain, pad);
    padBlock(plain, octets);
    xorBlock(this.#checksum, plain);
    xorBlock(block, pad);
  }
}

const trailingZeros = (n: number): number => 31 - Math.clz32(n & -n);

const same = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((octet, i) => octet === b[i]);
