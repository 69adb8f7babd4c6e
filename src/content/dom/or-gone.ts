import { ExtensionGone } from "../../messages/call";

/** For a call that failed: ends everything if the extension is gone. */
export const orGone =
  (gone: () => void) =>
  (error: unknown): void => {
    if (error instanceof ExtensionGone) gone();
  };
