import { openpgp } from "./openpgp";

/** RFC 9580 5.14: random octets without meaning, so that a message's length reveals less. */
export class Padding {
  static readonly tag = openpgp.enums.packet.padding;
  readonly #octets: Uint8Array<ArrayBuffer>;

  constructor(length: number) {
    this.#octets = new Uint8Array(length);
    // getRandomValues fills at most 65,536 at a time.
    for (let at = 0; at < length; at += 65_536) crypto.getRandomValues(this.#octets.subarray(at, at + 65_536));
  }

  read(): void {}

  write(): Uint8Array {
    return this.#octets;
  }
}

/** Octets that bring `length` up to the next Padmé size: at most 12 % more, and the size reveals only O(log log n) bits. */
export function paddedLength(length: number): number {
  if (length < 2) return 0;
  const exponent = Math.floor(Math.log2(length));
  const free = exponent - (Math.floor(Math.log2(exponent)) + 1);
  const step = 2 ** Math.max(0, free);
  return Math.ceil(length / step) * step - length;
}
