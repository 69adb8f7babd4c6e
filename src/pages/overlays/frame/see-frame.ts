// Whether this document's frame is in view, and whether that is proven. IntersectionObserver v2 (trackVisibility, Chromium
// only) proves that nothing covers the frame and no ancestor makes it transparent or transforms it. Only a positive report
// counts: a page that prevents it, by a filter on an ancestor, gains nothing.

const IN_VIEW_MS = 300;
const PROVEN_MS = 500;
/** Tolerance within which a frame counts as unmoved: pointer coordinates are rounded. */
const STILL_PX = 2;

export interface FrameSight {
  readonly inView: () => boolean;
  /** Proven whole and uncovered for half a second. */
  readonly uncovered: () => boolean;
  /** The pointer has been over the unmoved frame for 300 ms, so the frame was not slid under the pointer. */
  readonly still: () => boolean;
}

export function seeFrame(document: Document): FrameSight {
  const root = document.documentElement;
  const inView = clock();
  const uncovered = clock();
  let intersecting = false;
  let timer = 0;

  const update = (): void => {
    const seen = intersecting && !document.hidden;
    if (!inView.set(seen)) return;
    clearTimeout(timer);
    // The attribute disables pointer events for the whole document (overlay.css), so the cursor shows the refusal, too.
    root.toggleAttribute("data-guard", true);
    if (seen) timer = window.setTimeout(() => root.removeAttribute("data-guard"), IN_VIEW_MS);
  };
  document.addEventListener("visibilitychange", update);

  root.toggleAttribute("data-guard", true);
  const options = { threshold: [0, 0.01], trackVisibility: true, delay: 100 } as IntersectionObserverInit;
  new IntersectionObserver((entries) => {
    const entry = entries.at(-1) as (IntersectionObserverEntry & { isVisible?: boolean }) | undefined;
    if (!entry) return;
    intersecting = entry.isIntersecting;
    uncovered.set(intersecting && entry.isVisible === true);
    update();
  }, options).observe(root);

  const still = followPointer(document);
  return {
    inView: () => inView.holds(IN_VIEW_MS),
    uncovered: () => uncovered.holds(PROVEN_MS),
    still: () => still.holds(IN_VIEW_MS),
  };
}

function followPointer(document: Document): Clock {
  const still = clock();
  let at: readonly [x: number, y: number] | null = null;
  const onMove = ({ screenX, screenY, clientX, clientY }: PointerEvent): void => {
    const now = [screenX - clientX, screenY - clientY] as const;
    if (!at || Math.abs(now[0] - at[0]) > STILL_PX || Math.abs(now[1] - at[1]) > STILL_PX) {
      at = now;
      still.set(false);
    }
    still.set(true);
  };
  // Registered before the guard's own listeners: if the frame moved unnoticed, the press itself is the first event to show it.
  for (const type of ["pointermove", "pointerover", "pointerdown"] as const)
    document.addEventListener(type, onMove, { capture: true, passive: true });
  document.documentElement.addEventListener("pointerleave", () => {
    at = null;
    still.set(false);
  });
  return still;
}

/** Measures how long a state has held. */
interface Clock {
  /** Returns whether the state changed. */
  set(holds: boolean): boolean;
  holds(ms: number): boolean;
}

function clock(): Clock {
  let since: number | null = null;
  return {
    set(holds) {
      if (holds === (since !== null)) return false;
      since = holds ? performance.now() : null;
      return true;
    },
    holds: (ms) => since !== null && performance.now() - since >= ms,
  };
}
