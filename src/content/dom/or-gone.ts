import { ExtensionGone } from "../../messages/call";

/** Handles a failed call: ends everything if the extension is gone. */
export const orGone =
  (gone: () => void) =>
  (error: unknown): void => {
    if (error instanceof ExtensionGone) gone();
  };
