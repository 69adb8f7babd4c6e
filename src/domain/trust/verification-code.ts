// The text of a QR code for verification: OpenKeychain's form, with the address in the fragment as other programs add it.
import { parseAddress } from "../address";

export interface VerificationCode {
  /** Lower-case hex: 40 digits for v4, 64 for v6. */
  readonly fingerprint: string;
  /** Null if the code has none. */
  readonly address: string | null;
}

const SCHEME = "OPENPGP4FPR:";

/** `OPENPGP4FPR:<fingerprint in upper case>#a=<address>`. Upper case makes a smaller QR code. */
export function formatVerificationCode(fingerprint: string, address: string): string {
  return `${SCHEME}${fingerprint.toUpperCase()}#a=${encodeURIComponent(address)}`;
}

/** Null when the text is no such code. Only the address is read from the fragment; an invalid one counts as absent. */
export function parseVerificationCode(text: string): VerificationCode | null {
  const match = /^openpgp4fpr:([0-9a-f]{40}(?:[0-9a-f]{24})?)(?:#(.*))?$/is.exec(text.trim());
  if (!match) return null;
  const address = new URLSearchParams((match[2] ?? "").replaceAll("+", "%2B")).get("a");
  return { fingerprint: match[1]!.toLowerCase(), address: address === null ? null : parseAddress(address) };
}
