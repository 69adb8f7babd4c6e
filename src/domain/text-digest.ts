import { toHex } from "./octets";

/** SHA-256 in hex of a text without its white space, which pages change. */
export async function textDigest(text: string): Promise<string> {
  const octets = new TextEncoder().encode(text.replace(/\s+/g, ""));
  return toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", octets)));
}
