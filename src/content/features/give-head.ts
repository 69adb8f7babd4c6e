import { headerPart } from "../../domain/mime/headers";
import { octetString } from "../../domain/mime/octets";
import type { ToOverlay } from "../../messages/channel";
import type { MessageView } from "../sites/site";
import type { Room } from "./room";

/** Fetches the raw header of a message with the page's own session, for the overlay that asked for it. */
export async function giveHead(view: MessageView, post: (message: ToOverlay) => void, room: Room): Promise<void> {
  const source = await view.rawSource?.(room.signal, "head").catch(() => null);
  if (room.signal.aborted) return;
  // The overlay judges by what is known, so the key the message brings comes before its header.
  if (source) await room.sourceSeen(source);
  post({ type: "head", head: source ? headerPart(octetString(source.subarray(0, 262_144))) : null });
}
