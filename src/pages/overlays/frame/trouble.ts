import type { Trouble } from "../../../messages/ticket";

/** The trouble as shown; `busy` while retrying. */
export interface TroubleNow {
  readonly trouble: Trouble;
  readonly busy: boolean;
}

export const isTrouble = (code: string): code is Trouble =>
  code === "full" || code === "unreadable" || code === "policy-unread";
