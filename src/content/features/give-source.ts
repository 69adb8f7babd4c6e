import type { ToOverlay } from "../../messages/channel";
import { PIECE } from "../../messages/pieces";
import { getOwn } from "../dom/own-session";
import { yieldToPage } from "../dom/slices";
import type { MessageView } from "../sites/site";
import type { Room } from "./room";

type Post = (message: ToOverlay) => void;

/** Fetches the raw message with the page's own session, for the overlay that asked for it. */
export async function giveSource(view: MessageView, post: Post, { signal, sourceSeen }: Room): Promise<void> {
  const bytes = (await view.rawSource?.(signal).catch(() => null)) ?? null;
  if (signal.aborted) return;
  if (bytes) await sourceSeen(bytes);
  post({ type: "source", bytes: bytes && (await restOf(bytes, null, post)) });
}

/** Posts all but the end of what is large, and lets the page breathe in between: every post copies on its thread. */
async function restOf(bytes: Uint8Array, name: string | null, post: Post): Promise<Uint8Array> {
  let at = 0;
  for (; bytes.length - at > PIECE; at += PIECE) {
    post({ type: "piece", name, bytes: bytes.slice(at, at + PIECE) });
    await yieldToPage();
  }
  return at > 0 ? bytes.slice(at) : bytes;
}

/** Fetches an attachment by way of the page's own link. */
export async function giveFile(view: MessageView, name: string, post: Post, { signal }: Room): Promise<void> {
  const url = view.attachments().find((file) => file.name === name)?.url;
  const own = url ? await getOwn(new URL(url, location.href), signal).catch(() => null) : null;
  const bytes = own && !signal.aborted ? await restOf(own.bytes, name, post) : null;
  if (!signal.aborted) post({ type: "file", name, bytes });
}
