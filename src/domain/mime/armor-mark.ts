// Recognises OpenPGP data by its first octets; does not open it.
import { bodyBeginning, type Part } from "./tree";

export type OpenPgpKind = "encrypted" | "clearsigned" | "signature" | "keys";

const ARMOR =
  /^(?:\xef\xbb\xbf)?\s*-----BEGIN PGP (MESSAGE|SIGNED MESSAGE|SIGNATURE|PUBLIC KEY BLOCK|PRIVATE KEY BLOCK)-----/;
const OF_ARMOR: Readonly<Record<string, OpenPgpKind>> = {
  MESSAGE: "encrypted",
  "SIGNED MESSAGE": "clearsigned",
  SIGNATURE: "signature",
  "PUBLIC KEY BLOCK": "keys",
  "PRIVATE KEY BLOCK": "keys",
};
/** By the type of a binary file's first packet (RFC 9580 5). */
const OF_PACKET: Readonly<Record<number, OpenPgpKind>> = {
  1: "encrypted",
  2: "signature",
  3: "encrypted",
  5: "keys",
  6: "keys",
  9: "encrypted",
  18: "encrypted",
  20: "encrypted",
};

/** Null when it does not begin with armor. */
export function armorKindOf(part: Part): OpenPgpKind | null {
  const mark = ARMOR.exec(bodyBeginning(part, 400));
  return mark ? OF_ARMOR[mark[1]!]! : null;
}

/** The same, also for binary packets. Only for parts whose name or type says OpenPGP, since other binary data may begin alike. */
export function openPgpKindOf(part: Part): OpenPgpKind | null {
  const armored = armorKindOf(part);
  if (armored) return armored;
  const first = bodyBeginning(part, 1).charCodeAt(0);
  if (!(first & 0x80)) return null;
  return OF_PACKET[first & 0x40 ? first & 0x3f : (first >> 2) & 0x0f] ?? null;
}
