// The three spellings of bytes that key directories use in names.
const Z_BASE_32 = "ybndrfg8ejkmcpqxot1uwisza345h769";

export const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

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

/** base64url without padding (RFC 4648 5), for short inputs. */
export const toBase64Url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");

export async function digest(algorithm: "SHA-1" | "SHA-256", text: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest(algorithm, new TextEncoder().encode(text)));
}
