import type { PageCalls } from "../../messages/page-calls";
import type { WireHandlers } from "../../messages/wire";
import { getOwn } from "../dom/own-session";
import type { MessageView } from "../sites/site";
import type { FeatureContext } from "./feature-context";
import { headerOf } from "./mail-headers";

/** Answers an overlay's calls for a message's source, fetched with the page's own session. */
export function giveSource(view: MessageView, { signal, sourceSeen }: FeatureContext) {
  const raw = async (part?: "head"): Promise<Uint8Array | null> => {
    const bytes = (await view.rawSource?.(signal, part).catch(() => null)) ?? null;
    // The overlay judges by the known keys, so a key that the message brings must be noted first.
    if (bytes && !signal.aborted) await sourceSeen(bytes);
    return bytes;
  };
  return {
    source: async () => ({ is: "given", value: await raw() }),
    header: async () => {
      const bytes = await raw("head");
      return { is: "given", value: bytes && headerOf(bytes) };
    },
    /** Fetched through the page's own link. */
    file: async ({ name }) => {
      const url = view.attachments().find((file) => file.name === name)?.url;
      const own = url ? await getOwn(new URL(url, location.href), signal).catch(() => null) : null;
      return { is: "given", value: own?.bytes ?? null };
    },
  } satisfies Partial<WireHandlers<PageCalls>>;
}
