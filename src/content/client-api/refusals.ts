import { type Failed, fail, type Result } from "../../domain/result";
import type { ClientCode } from "../../messages/client-api";

/** What a call of the page comes to. */
export type ClientResult<T = unknown> = Result<T, ClientCode>;

/** The sentences of errors, for the page's developers: they say nothing of the user's. */
export const CLIENT_TEXTS: Readonly<Record<ClientCode, string>> = {
  TYPE_MISMATCH: "An argument is missing or of another type.",
  NO_KEYRING_FOR_ID: "There is no keyring of this name.",
  KEYRING_ALREADY_EXISTS: "There is a keyring of this name already.",
  WRONG_ARMORED_TYPE: "This is not the kind of armored text that this call takes.",
  NO_KEY_FOR_ADDRESS: "There is no such key.",
  IMPORT_ERROR: "The keys could not be offered to the user.",
  INVALID_SELECTOR: "The selector finds no element.",
  TOO_MANY_REQUESTS: "Too much was asked within a short time.",
  NO_CONNECTION: "The extension does not answer this page: reload it.",
  INTERNAL_ERROR: "This did not work.",
};

/** The page's code for a refusal of the background. `own`: codes that mean something to this call alone. */
export function refusal(code: string, own: Readonly<Record<string, ClientCode>> = {}): Failed<ClientCode> {
  if (Object.hasOwn(own, code)) return fail(own[code]!);
  if (code === "too-many") return fail("TOO_MANY_REQUESTS");
  return fail(code === "not-allowed" || code === "other-build" ? "NO_CONNECTION" : "INTERNAL_ERROR");
}
