// Octets in one array, and as text.

/** The most arguments of one call, since engines keep them on the stack. */
const STRETCH = 8192;

/**
 * One character per octet, as headers are kept, because the charset of their content is known only after parsing.
 * TextDecoder's "latin1" would be windows-1252.
 */
export function octetString(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += STRETCH)
    text += String.fromCharCode.apply(null, bytes.subarray(at, at + STRETCH) as unknown as number[]);
  return text;
}

/** The inverse; characters above 0xff lose their upper half. */
export function octetsOf(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
  return bytes;
}

/** Joined in memory; large data made into a Blob may be written to disk by the browser. */
export function joined(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

export const toHex = (octets: Uint8Array): string =>
  Array.from(octets, (octet) => octet.toString(16).padStart(2, "0")).join("");

/** base64url without padding (RFC 4648 5), for short inputs. */
export const toBase64Url = (octets: Uint8Array): string =>
  btoa(String.fromCharCode(...octets))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");
