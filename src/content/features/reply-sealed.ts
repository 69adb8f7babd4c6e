import type { Answering, MessageView } from "../sites/site";
import type { Room } from "./room";
import type { SealCompose } from "./seal-compose";

/** A page needs a moment to draw its reply editor, or to load the page that holds it. */
const WAIT_MS = 15_000;
const AGAIN_MS = [1_000, 3_000, 6_000];
/** Only while a reply crosses to another page of the webmail; holds the name of a sealed draft, nothing of its text. */
const CROSSING = "reply";

/** Presses the page's own button for the answer, then opens the compose overlay on the sealed quote in whatever editor appears. */
export function replySealed(
  room: Room,
  compose: SealCompose,
  storage: Storage,
): (view: MessageView, draftId: string, how: Answering) => void {
  openAfterCrossing(room, compose, storage);
  return (view, draftId, how) => {
    const waiting = AbortSignal.any([room.signal, AbortSignal.timeout(WAIT_MS)]);
    const pending = compose.openNext(draftId, waiting);
    // Some webmails reply on another page: hand the name over as this one goes.
    room.document.defaultView?.addEventListener(
      "pagehide",
      () => storage.setItem(CROSSING, JSON.stringify({ draftId, until: Date.now() + WAIT_MS })),
      { once: true, signal: waiting },
    );
    pressUntil(
      room,
      () => view.reply(how),
      () => waiting.aborted || !pending(),
    );
  };
}

/** Presses Reply, again when nothing came of it: a page that is busy, or not quite loaded, drops the first press. */
function pressUntil(room: Room, pressed: () => void, done: () => boolean): void {
  const leaving = new AbortController();
  const window = room.document.defaultView;
  window?.addEventListener("beforeunload", () => leaving.abort(), { once: true, signal: room.signal });
  pressed();
  for (const after of AGAIN_MS)
    setTimeout(() => {
      if (!done() && !leaving.signal.aborted && !room.signal.aborted) pressed();
    }, after);
  setTimeout(() => {
    if (!done() && !leaving.signal.aborted && !room.signal.aborted) room.notice("replyFailed");
  }, WAIT_MS - 500);
}

function openAfterCrossing(room: Room, compose: SealCompose, storage: Storage): void {
  let found: { draftId?: unknown; until?: unknown } | null;
  try {
    const text = storage.getItem(CROSSING);
    if (text === null) return;
    found = JSON.parse(text) as { draftId?: unknown; until?: unknown } | null;
  } catch {
    return; // the page's own entry, or storage is off
  }
  if (!found) return;
  const { draftId, until } = found;
  if (typeof draftId !== "string" || !/^[0-9a-f-]{36}$/.test(draftId) || typeof until !== "number") return;
  storage.removeItem(CROSSING);
  if (Date.now() > until) return;
  compose.openNext(draftId, AbortSignal.any([room.signal, AbortSignal.timeout(WAIT_MS)]));
}
