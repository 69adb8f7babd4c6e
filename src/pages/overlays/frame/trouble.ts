import type { Trouble } from "../../../messages/ticket";

/** What is shown of it; `busy` while it is tried again. */
export interface TroubleNow {
  readonly trouble: Trouble;
  readonly busy: boolean;
}

export const isTrouble = (code: string): code is Trouble =>
  code === "full" || code === "unreadable" || code === "policy-unread";
