import type { Runtime } from "webextension-polyfill";

type Sender = Pick<Runtime.MessageSender, "id" | "tab">;

/** Sent by our background or popup, which alone have no tab: neither a page's script nor a frame in a page can pass for them. */
export const fromOurselves = ({ id, tab }: Sender, own: string): boolean => id === own && !tab;
