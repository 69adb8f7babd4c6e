import type { Settings } from "../../domain/settings";
import { call } from "../../messages/call";
import { orGone } from "../dom/or-gone";
import type { Site } from "../sites/site";

/** Tells the background which account this page shows: at first, once known, and at changes. Call after each look. */
export function sayHello(
  site: Site,
  learned: (language: Settings["language"], reply: string | null) => void,
  gone: () => void,
): () => void {
  let told: string | null | undefined;
  return () => {
    const account = site.account();
    const address = account?.address ?? null;
    // Between two views a page may briefly show no account; that is no change.
    if (address === told || (address === null && told !== undefined)) return;
    told = address;
    call("content.hello", { site: site.id, account })
      .then((answer) => {
        if (answer.ok) learned(answer.value.language, answer.value.reply);
      })
      .catch(orGone(gone));
  };
}
