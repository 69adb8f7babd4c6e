import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { toHex } from "../octets";
import { Aes } from "./aes";

const octets = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, "hex"));
const PLAIN = "00112233445566778899aabbccddeeff";

function both(key: Uint8Array, block: Uint8Array): { enciphered: string; back: string } {
  const words = new Uint32Array(8);
  const view = new Uint8Array(words.buffer);
  view.set(block, 16);
  const aes = new Aes(key);
  aes.encipher(words, 4);
  const enciphered = toHex(view.subarray(16));
  aes.decipher(words, 4);
  return { enciphered, back: toHex(view.subarray(16)) };
}

describe("AES", () => {
  it.each([
    ["000102030405060708090a0b0c0d0e0f", "69c4e0d86a7b0430d8cdb78070b4c55a"],
    ["000102030405060708090a0b0c0d0e0f1011121314151617", "dda97ca4864cdfe06eaf70a0ec0d7191"],
    ["000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f", "8ea2b7ca516745bfeafc49904b496089"],
  ])("enciphers and deciphers as FIPS 197 appendix C says, key %s", (key, cipher) => {
    expect(both(octets(key), octets(PLAIN))).toEqual({ enciphered: cipher, back: PLAIN });
  });

  it.each([16, 24, 32])("agrees with another implementation for any key of %i octets", (length) => {
    for (let i = 0; i < 200; i++) {
      const key = randomBytes(length);
      const block = randomBytes(16);
      const other = createCipheriv(`aes-${length * 8}-ecb`, key, null)
        .setAutoPadding(false)
        .update(block);
      const back = createDecipheriv(`aes-${length * 8}-ecb`, key, null)
        .setAutoPadding(false)
        .update(other);
      expect(both(key, block)).toEqual({ enciphered: toHex(other), back: toHex(back) });
    }
  });

  it.each([0, 15, 17, 33])("has no keys of %i octets", (length) => {
    expect(() => new Aes(new Uint8Array(length))).toThrow();
  });
});
