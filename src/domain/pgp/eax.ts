// EAX (Bellare, Rogaway, Wagner: "The EAX Mode of Operation") over AES. Some programs write it, and WebCrypto would need five
// calls for each chunk, of which a message may have hundreds of thousands.
import { type BlockMode, doubled, octetsOfWords, padBlock, wordsOf, xorBlock } from "./aead-mode";
import { Aes } from "./aes";

/** See BlockMode. */
export class Eax implements BlockMode {
  readonly #aes: Aes;
  /** CMAC's subkeys (RFC 4493 2.3): for a last block that is whole, and for one that was padded. */
  readonly #whole: Uint32Array;
  readonly #padded: Uint32Array;
  readonly #counter = new Uint32Array(4);
  readonly #stream = new Uint32Array(4);
  #mac = new Uint32Array(4);
  #finished = false;
  /** OMAC of the nonce XOR OMAC of the associated data. */
  readonly #around = new Uint32Array(4);

  constructor(key: Uint8Array) {
    this.#aes = new Aes(key);
    const zero = new Uint32Array(4);
    this.#aes.encipher(zero, 0);
    this.#whole = doubled(zero);
    this.#padded = doubled(this.#whole);
  }

  begin(nonce: Uint8Array, associated: Uint8Array): void {
    const counter = this.#omac(0, nonce);
    this.#counter.set(counter);
    this.#around.set(counter);
    xorBlock(this.#around, this.#omac(1, associated));
    this.#start(2);
  }

  encrypt(words: Uint32Array, octets: number): void {
    this.#cipher(words, octets);
    this.#absorb(words, octets);
  }

  decrypt(words: Uint32Array, octets: number): void {
    this.#absorb(words, octets);
    this.#cipher(words, octets);
  }

  tag(): Uint8Array {
    const tag = this.#end();
    xorBlock(tag, this.#around);
    return octetsOfWords(tag);
  }

  #omac(kind: number, octets: Uint8Array): Uint32Array {
    const words = new Uint32Array(((octets.length + 15) >> 4) << 2);
    octetsOfWords(words).set(octets);
    this.#start(kind);
    this.#absorb(words, octets.length);
    return this.#end().slice();
  }

  #start(kind: number): void {
    this.#mac = wordsOf(Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, kind));
    this.#finished = false;
  }

  /** CMAC treats its last block differently, so that block is held back. */
  #absorb(words: Uint32Array, octets: number): void {
    const mac = this.#mac;
    const partial = octets & 15;
    if (partial) padBlock(words, octets);
    for (let at = 0; at < octets / 4; at += 4) {
      this.#aes.encipher(mac, 0);
      xorBlock(mac, words, at);
    }
    if (!partial) return;
    xorBlock(mac, this.#padded);
    this.#finished = true;
  }

  #end(): Uint32Array {
    if (!this.#finished) xorBlock(this.#mac, this.#whole);
    this.#aes.encipher(this.#mac, 0);
    return this.#mac;
  }

  #cipher(words: Uint32Array, octets: number): void {
    const count = octetsOfWords(this.#counter);
    for (let at = 0; at < octets / 4; at += 4) {
      this.#stream.set(this.#counter);
      this.#aes.encipher(this.#stream, 0);
      xorBlock(words, this.#stream, 0, at);
      let i = 16;
      do i--;
      while (++count[i]! > 255 && i > 0);
    }
  }
}
