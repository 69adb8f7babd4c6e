import { effect, type ReadonlySignal } from "@preact/signals";
import type { Session } from "../frame/connect";
import type { ReadState } from "./read-model";

/**
 * Tells a page that chose the message whether it is shown. Held, and locked, count as shown: the frame then asks the user. Of
 * failures the page learns only whether a key is missing, as the rest could tell it what a changed ciphertext did.
 */
export function tellPage({ post }: Pick<Session<"read">, "post">, state: ReadonlySignal<ReadState>): void {
  effect(() => {
    const now = state.value;
    if (now.phase === "opening") return;
    const code = now.phase === "failed" ? now.failure.code : null;
    const missing = code === "no-key" || code === "no-identity";
    post({ event: "pageShown", as: missing ? "no-key" : code === null || code === "locked" ? "shown" : "failed" });
  });
}
