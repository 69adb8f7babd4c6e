// Encodings of octets that key directories use in names, beside those of octets.ts.
const Z_BASE_32 = "ybndrfg8ejkmcpqxot1uwisza345h769";

/** z-base-32 as in RFC 6189 5.1.6: most significant bits first, no padding. */
export function toZBase32(bytes: Uint8Array): string {
  let out = "";
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xfff;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      out += Z_BASE_32[(held >> bits) & 31];
    }
  }
  return bits > 0 ? out + Z_BASE_32[(held << (5 - bits)) & 31] : out;
}

export async function digest(algorithm: "SHA-1" | "SHA-256", text: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest(algorithm, new TextEncoder().encode(text)));
}
