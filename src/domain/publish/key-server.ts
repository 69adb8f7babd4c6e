// Answers of verifying key servers to an upload.
import { addressKey } from "../address";

/** unpublished: not found by the address yet. pending: the confirmation mail is on its way. */
export const UPLOAD_STATES = ["unpublished", "pending", "published", "revoked"] as const;

export type UploadState = (typeof UPLOAD_STATES)[number];

export interface Uploaded {
  /** For requesting confirmation mails later. */
  readonly token: string;
  /** addressKey(address) -> state. */
  readonly states: Readonly<Record<string, UploadState>>;
}

/** A key server's answer for one address; `token` is for requesting confirmation mails later. */
export interface AddressUpload {
  readonly state: UploadState;
  readonly token: string;
}

const STATES: readonly string[] = UPLOAD_STATES;

/**
 * Reads the answer to POST /vks/v1/upload and /vks/v1/request-verify: {key_fpr, status, token}. Null when it is not one, or
 * about another key than `fingerprint` (hex).
 */
export function readVksAnswer(bytes: Uint8Array, fingerprint: string): Uploaded | null {
  const answer = parsed(bytes);
  if (!answer || typeof answer.key_fpr !== "string" || answer.key_fpr.toLowerCase() !== fingerprint) return null;
  const { token, status } = answer;
  if (typeof token !== "string" || typeof status !== "object" || status === null) return null;
  const entries = Object.entries(status)
    .filter((entry): entry is [string, UploadState] => STATES.includes(entry[1] as string))
    .map(([address, state]) => [addressKey(address), state] as const);
  return { token, states: Object.fromEntries(entries) };
}

function parsed(bytes: Uint8Array): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
