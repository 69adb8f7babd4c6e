import { ExtensionGone } from "../../messages/call";

/** For a call that failed: ends everything where nobody is left to call. */
export const orGone =
  (gone: () => void) =>
  (error: unknown): void => {
    if (error instanceof ExtensionGone) gone();
  };
