// The backup file, the body of an Autocrypt Setup Message (Autocrypt Level 1, 3.5): the armored secret key, encrypted to a
// code of nine groups of four digits. That is about 119 bits, so iterated S2K is slow enough.
import { fail, ok, type Result } from "../result";
import { armorBlocks } from "./armor";
import { openpgp } from "./openpgp";

/** Each passphrase costs a key derivation, as slow as its writer made it within the standard; setup messages have one. */
const PASSPHRASES = 4;
const GROUPS = 9;
const DIGITS = GROUPS * 4;

/** A fresh code, e.g. 1234-5678-...; `random` fills a buffer with random octets. */
export function setupCode(random: (buffer: Uint8Array<ArrayBuffer>) => void): string {
  let digits = "";
  const octet = new Uint8Array(1);
  while (digits.length < DIGITS) {
    random(octet);
    // 250 is the largest multiple of ten in an octet; with values beyond it the low digits would be more likely.
    if (octet[0]! < 250) digits += octet[0]! % 10;
  }
  return grouped(digits);
}

const grouped = (digits: string): string => digits.match(/.{4}/g)!.join("-");

/** Seals an armored secret key by `code`. */
export async function sealBackup(armoredSecret: string, code: string): Promise<string> {
  const inner = armoredSecret.replace("\n", "\nAutocrypt-Prefer-Encrypt: nopreference\n");
  const sealed = await openpgp.encrypt({
    message: await openpgp.createMessage({ text: inner }),
    passwords: code,
  });
  return sealed.replace("\n", `\nPassphrase-Format: numeric9x4\nPassphrase-Begin: ${code.slice(0, 2)}\n`);
}

/** The armored secret key inside. The code may be typed with any separators; any other passphrase is used as typed. */
export async function openBackup(
  armored: string,
  typed: string,
): Promise<Result<string, "not-a-key" | "wrong-passphrase">> {
  const digits = typed.replace(/\D/g, "");
  const code = digits.length === DIGITS && /^[\d\s.-]+$/.test(typed) ? grouped(digits) : typed;
  let message: openpgp.Message<string>;
  try {
    message = await openpgp.readMessage({ armoredMessage: armored });
  } catch {
    return fail("not-a-key");
  }
  const sealed = message.packets.filterByTag(openpgp.enums.packet.symEncryptedSessionKey);
  if (sealed.length === 0 || sealed.length > PASSPHRASES) return fail("not-a-key");
  try {
    const { data } = await openpgp.decrypt({ message, passwords: code });
    const block = armorBlocks(data as string).find(({ kind }) => kind === "PRIVATE KEY BLOCK");
    return block ? ok(block.text) : fail("not-a-key");
  } catch {
    return fail("wrong-passphrase");
  }
}
