import type { ToOverlay } from "../../messages/channel";
import { getOwn } from "../dom/own-session";
import type { MessageView } from "../sites/site";
import type { Room } from "./room";

type Post = (message: ToOverlay) => void;

/** Fetches the raw message with the page's own session, for the overlay that asked for it. */
export async function giveSource(view: MessageView, post: Post, { signal, sourceSeen }: Room): Promise<void> {
  const bytes = (await view.rawSource?.(signal).catch(() => null)) ?? null;
  if (signal.aborted) return;
  if (bytes) sourceSeen(bytes);
  post({ type: "source", bytes });
}

/** Fetches an attachment by way of the page's own link. */
export async function giveFile(view: MessageView, name: string, post: Post, { signal }: Room): Promise<void> {
  const url = view.attachments().find((file) => file.name === name)?.url;
  const own = url ? await getOwn(new URL(url, location.href), signal).catch(() => null) : null;
  if (!signal.aborted) post({ type: "file", name, bytes: own?.bytes ?? null });
}
