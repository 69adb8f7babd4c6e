// A file that the user brought in place of a message: what it is by its content, as its name is only what it was saved under.
import { headerPart, readHeaders, valuesOf } from "../mime/headers";
import { octetString } from "../octets";

/** mail: a whole message (RFC 5322). sealed: an OpenPGP message. signed: a clearsigned text. keys: armored public keys. */
export type GivenKind = "mail" | "sealed" | "signed" | "keys";

/** Fields of which every mail has one, and no other text that begins like a header. */
const OF_MAIL = ["from", "date", "received", "message-id", "mime-version", "content-type"];
const HEADER_WITHIN = 262_144;
const ARMOR_WITHIN = 65_536;

/** Without the byte order mark and empty lines that programs put before a message they save. */
export function withoutLead(octets: Uint8Array): Uint8Array {
  let at = octets[0] === 0xef && octets[1] === 0xbb && octets[2] === 0xbf ? 3 : 0;
  while (octets[at] === 10 || octets[at] === 13) at += 1;
  return octets.subarray(at);
}

/** What the file is; null: nothing Cachet can open. */
export function kindGiven(octets: Uint8Array): GivenKind | null {
  if (isMail(octets)) return "mail";
  const [, armored] =
    /^-----BEGIN PGP (MESSAGE|SIGNED MESSAGE|PUBLIC KEY BLOCK)-----/m.exec(
      octetString(octets.subarray(0, ARMOR_WITHIN)),
    ) ?? [];
  if (armored) return armored === "MESSAGE" ? "sealed" : armored === "SIGNED MESSAGE" ? "signed" : "keys";
  return startsSealed(octets) ? "sealed" : null;
}

function isMail(octets: Uint8Array): boolean {
  const head = octetString(octets.subarray(0, HEADER_WITHIN));
  if (!/^(?:From |[!-9;-~]+[ \t]*:)/.test(head)) return false;
  const fields = readHeaders(headerPart(head));
  return fields !== null && OF_MAIL.some((name) => valuesOf(fields, name).length > 0);
}

/** Types of the packet a sealed message begins with (RFC 9580 5): a session key, sealed data, a marker. */
const FIRST_PACKETS = [1, 3, 9, 10, 18, 20];

function startsSealed([first = 0]: Uint8Array): boolean {
  if ((first & 0x80) === 0) return false;
  return FIRST_PACKETS.includes((first & 0x40) === 0 ? (first >> 2) & 0x0f : first & 0x3f);
}
