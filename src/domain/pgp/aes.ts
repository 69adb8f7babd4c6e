// AES (FIPS 197) one block at a time, since WebCrypto only offers whole modes. The key is expanded once and used for every
// block. As in openpgp.js the rounds use lookup tables, here of 4 KiB, so the time of a block may depend on key and data,
// visible to anyone who shares the processor's cache; there are no branches on either.

/**
 * Both directions have one shape: deciphering is enciphering with other tables, other round keys, and columns 1 and 3
 * swapped.
 */
interface Direction {
  /** Four consecutive tables of 256 words: substitution and column mixing of each row, little-endian. */
  readonly mixed: Uint32Array;
  /** Substitution alone, for the last round. */
  readonly box: Uint8Array;
}

interface Tables {
  readonly encipher: Direction;
  readonly decipher: Direction;
}

let made: Tables | null = null;
/** Made when first needed, in a tenth of a millisecond. */
const tables = (): Tables => {
  made ??= makeTables();
  return made;
};

function makeTables(): Tables {
  const box = new Uint8Array(256);
  const inverse = new Uint8Array(256);
  // 4.2.1 and 5.1.1: p runs through the powers of 3, q through those of its inverse.
  let p = 1;
  let q = 1;
  do {
    p = times(p, 3);
    q = times(q, 0xf6);
    const spread = q * 0x0101;
    box[p] = q ^ (spread >> 7) ^ (spread >> 6) ^ (spread >> 5) ^ (spread >> 4) ^ 0x63;
  } while (p !== 1);
  box[0] = 0x63;
  box.forEach((substitute, octet) => {
    inverse[substitute] = octet;
  });
  return {
    encipher: { box, mixed: mixing(box, [2, 1, 1, 3]) },
    decipher: { box: inverse, mixed: mixing(inverse, [14, 9, 13, 11]) },
  };
}

/** Product in GF(2^8), modulo x^8 + x^4 + x^3 + x + 1. */
function times(a: number, b: number): number {
  let product = 0;
  for (let bit = 0; bit < 8; bit++) {
    if (b & (1 << bit)) product ^= a;
    a = (a << 1) ^ (a & 0x80 ? 0x11b : 0);
  }
  return product;
}

function mixing(box: Uint8Array, column: readonly number[]): Uint32Array {
  const mixed = new Uint32Array(1024);
  for (let octet = 0; octet < 256; octet++) {
    let word = column.reduce((sum, factor, row) => sum | (times(box[octet]!, factor) << (8 * row)), 0);
    for (let row = 0; row < 4; row++) {
      mixed[256 * row + octet] = word;
      word = (word << 8) | (word >>> 24);
    }
  }
  return mixed;
}

/** 5.2, as little-endian words. */
function roundKeys(key: Uint8Array): Uint32Array {
  const { box } = tables().encipher;
  const substituted = (w: number): number =>
    box[w & 255]! | (box[(w >>> 8) & 255]! << 8) | (box[(w >>> 16) & 255]! << 16) | (box[w >>> 24]! << 24);
  const length = key.length / 4;
  const keys = new Uint32Array(4 * (length + 7));
  keys.set(new Uint32Array(key.slice().buffer));
  let power = 1;
  for (let i = length; i < keys.length; i++) {
    let word = keys[i - 1]!;
    if (i % length === 0) {
      word = substituted((word << 24) | (word >>> 8)) ^ power;
      power = times(power, 2);
    } else if (length > 6 && i % length === 4) word = substituted(word);
    keys[i] = keys[i - length]! ^ word;
  }
  return keys;
}

/** 5.3.5: from the last round to the first, mixed but for both ends; columns 1 and 3 swapped. */
function inverseKeys(keys: Uint32Array): Uint32Array {
  const { mixed } = tables().decipher;
  const { box } = tables().encipher;
  const unmixed = (w: number): number =>
    mixed[box[w & 255]!]! ^
    mixed[256 + box[(w >>> 8) & 255]!]! ^
    mixed[512 + box[(w >>> 16) & 255]!]! ^
    mixed[768 + box[w >>> 24]!]!;
  return keys.map((_, i) => {
    const word = keys[keys.length - 4 - (i & ~3) + (-i & 3)]!;
    return i < 4 || i >= keys.length - 4 ? word : unmixed(word);
  });
}

/** Enciphers in place four words of `words`; `second` is where column 1 is read, `fourth` column 3. */
function rounds(keys: Uint32Array, { mixed, box }: Direction, words: Uint32Array, at: number, swap: 0 | 2): void {
  const second = at + 1 + swap;
  const fourth = at + 3 - swap;
  let a = words[at]! ^ keys[0]!;
  let b = words[second]! ^ keys[1]!;
  let c = words[at + 2]! ^ keys[2]!;
  let d = words[fourth]! ^ keys[3]!;
  const last = keys.length - 4;
  let k = 4;
  for (; k < last; k += 4) {
    const e =
      keys[k]! ^
      mixed[a & 255]! ^
      mixed[256 + ((b >>> 8) & 255)]! ^
      mixed[512 + ((c >>> 16) & 255)]! ^
      mixed[768 + (d >>> 24)]!;
    const f =
      keys[k + 1]! ^
      mixed[b & 255]! ^
      mixed[256 + ((c >>> 8) & 255)]! ^
      mixed[512 + ((d >>> 16) & 255)]! ^
      mixed[768 + (a >>> 24)]!;
    const g =
      keys[k + 2]! ^
      mixed[c & 255]! ^
      mixed[256 + ((d >>> 8) & 255)]! ^
      mixed[512 + ((a >>> 16) & 255)]! ^
      mixed[768 + (b >>> 24)]!;
    d =
      keys[k + 3]! ^
      mixed[d & 255]! ^
      mixed[256 + ((a >>> 8) & 255)]! ^
      mixed[512 + ((b >>> 16) & 255)]! ^
      mixed[768 + (c >>> 24)]!;
    a = e;
    b = f;
    c = g;
  }
  words[at] =
    keys[k]! ^ (box[a & 255]! | (box[(b >>> 8) & 255]! << 8) | (box[(c >>> 16) & 255]! << 16) | (box[d >>> 24]! << 24));
  words[second] =
    keys[k + 1]! ^
    (box[b & 255]! | (box[(c >>> 8) & 255]! << 8) | (box[(d >>> 16) & 255]! << 16) | (box[a >>> 24]! << 24));
  words[at + 2] =
    keys[k + 2]! ^
    (box[c & 255]! | (box[(d >>> 8) & 255]! << 8) | (box[(a >>> 16) & 255]! << 16) | (box[b >>> 24]! << 24));
  words[fourth] =
    keys[k + 3]! ^
    (box[d & 255]! | (box[(a >>> 8) & 255]! << 8) | (box[(b >>> 16) & 255]! << 16) | (box[c >>> 24]! << 24));
}

/** A key, expanded once. */
export class Aes {
  /** How many keys were expanded so far; tests check that it is one for each message. */
  static expanded = 0;
  readonly #keys: Uint32Array;
  readonly #inverse: Uint32Array;
  readonly #tables = tables();

  /** 16, 24 or 32 octets. */
  constructor(key: Uint8Array) {
    if (![16, 24, 32].includes(key.length)) throw new Error("AES has no keys of this length");
    Aes.expanded++;
    this.#keys = roundKeys(key);
    this.#inverse = inverseKeys(this.#keys);
  }

  /** Enciphers in place the four words from `at`, which hold sixteen octets in memory order. */
  encipher(words: Uint32Array, at: number): void {
    rounds(this.#keys, this.#tables.encipher, words, at, 0);
  }

  /** The inverse of `encipher`. */
  decipher(words: Uint32Array, at: number): void {
    rounds(this.#inverse, this.#tables.decipher, words, at, 2);
  }
}
