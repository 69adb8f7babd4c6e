import { fail, ok, type Result } from "../result";
import { type MessageContent, readContent } from "./content";
import type { FormatParts } from "./format";
import { lockOf } from "./lock";

/**
 * Opens a password message split by readParts. "wrong-passphrase" also results from a changed salt or number of rounds;
 * "altered": the passphrase is right, but the content is not what was sealed with it.
 */
export async function openPasswordMessage(
  parts: FormatParts,
  passphrase: string,
  lock = lockOf,
): Promise<Result<MessageContent, "wrong-passphrase" | "altered">> {
  const { key, check } = await lock(passphrase, parts);
  if (parts.check.some((octet, i) => check[i] !== octet)) return fail("wrong-passphrase");
  try {
    const { iv, bound, sealed } = parts;
    const bytes = await crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData: bound }, key, sealed);
    const content = readContent(new Uint8Array(bytes));
    return content ? ok(content) : fail("altered");
  } catch {
    return fail("altered");
  }
}
