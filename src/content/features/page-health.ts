import type { Room } from "./room";

/** A page needs time to draw; only what stays unrecognised is said. */
const SETTLE_MS = 5000;

/** Says once that Cachet does not recognise the page, when its parts stay unfindable. Call after each look at the page. */
export function pageHealth(room: Room): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let brokenBefore = false;
  let said = false;
  const check = (): void => {
    timer = null;
    const broken = room.site.health().state === "broken";
    if (broken && brokenBefore && !said) {
      said = true;
      room.notice("unrecognised");
    } else if (broken && !said) timer = setTimeout(check, SETTLE_MS);
    brokenBefore = broken;
  };
  room.signal.addEventListener("abort", () => {
    if (timer !== null) clearTimeout(timer);
  });
  return () => {
    if (!said && timer === null && !room.signal.aborted) timer = setTimeout(check, SETTLE_MS);
  };
}
