/** Time in ms for which a press of the user explains what the page does next. */
const RECENT_MS = 5000;

export interface Presses {
  /** Whether the user pressed something in this document just now. */
  recent(): boolean;
  /** The same, but each press explains one thing only. */
  spend(): boolean;
}

/** The user's own presses in this document; those that a page's script makes do not count. */
export function watchPresses(
  document: Document,
  signal: AbortSignal,
  trusted = (event: Event): boolean => event.isTrusted,
): Presses {
  let at = Number.NEGATIVE_INFINITY;
  let spent = true;
  const onPress = (event: Event): void => {
    if (!trusted(event) || (event instanceof KeyboardEvent && event.repeat)) return;
    at = performance.now();
    spent = false;
  };
  for (const type of ["pointerdown", "keydown"])
    document.addEventListener(type, onPress, { capture: true, passive: true, signal });
  const recent = (): boolean => performance.now() - at < RECENT_MS;
  return {
    recent,
    spend() {
      if (spent || !recent()) return false;
      spent = true;
      return true;
    },
  };
}
