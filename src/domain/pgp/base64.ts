// Armor bodies can have tens of megabytes. openpgp.js spends more time on base64 than on encryption; the engine's own base64
// takes a tenth of that.

/** Characters per line, under the 76 of RFC 9580 6. */
const COLUMNS = 64;
/**
 * Octets cut into lines at a time: 1024 lines. Half a million strings at once would cost more in garbage collection than in
 * work.
 */
const STRETCH = 1024 * 48;

/** Base64 in lines of 64 characters, each ended by a line feed. */
export function toLines(bytes: Uint8Array): string {
  const stretches: string[] = [];
  for (let from = 0; from < bytes.length; from += STRETCH) {
    const letters = bytes.subarray(from, from + STRETCH).toBase64();
    const lines: string[] = [];
    for (let at = 0; at < letters.length; at += COLUMNS) lines.push(letters.slice(at, at + COLUMNS));
    stretches.push(lines.join("\n"));
  }
  return `${stretches.join("\n")}\n`;
}

/** Octets of an armor body without its checksum; line feeds are skipped. Throws when it is not base64. */
export const fromLines = (body: string): Uint8Array<ArrayBuffer> => Uint8Array.fromBase64(body);

const GENERATOR = 0x864cfb00;

/**
 * Four tables of 256: the CRC of an octet followed by none, one, two or three more, in the upper 24 of 32 bits. Signed, so
 * that the sums below stay within the engine's 32-bit integers.
 */
const CRC = new Int32Array(4 * 256);
for (let octet = 0; octet < 256; octet++) {
  let crc = octet << 24;
  for (let bit = 0; bit < 8; bit++) crc = crc < 0 ? (crc << 1) ^ GENERATOR : crc << 1;
  CRC[octet] = crc;
}
for (let at = 256; at < CRC.length; at++) {
  const before = CRC[at - 256]!;
  CRC[at] = (before << 8) ^ CRC[before >>> 24]!;
}

/**
 * The armor line of the CRC24 (RFC 9580 6.1.1). Four octets at a time; octet by octet it would cost as much as the
 * encryption.
 */
export function checksumLine(bytes: Uint8Array): string {
  let crc = 0xb704ce << 8;
  const whole = bytes.length - (bytes.length % 4);
  for (let at = 0; at < whole; at += 4) {
    crc ^= (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!;
    crc =
      CRC[768 + (crc >>> 24)]! ^
      CRC[512 + ((crc >>> 16) & 0xff)]! ^
      CRC[256 + ((crc >>> 8) & 0xff)]! ^
      CRC[crc & 0xff]!;
  }
  for (let at = whole; at < bytes.length; at++) crc = (crc << 8) ^ CRC[(crc >>> 24) ^ bytes[at]!]!;
  return `=${toLines(Uint8Array.of(crc >>> 24, (crc >>> 16) & 0xff, (crc >>> 8) & 0xff))}`;
}
