import { useEffect, useRef } from "preact/hooks";

/** While `waiting`: calls `then` when the user comes back from what they did in another tab. */
export function useReturn(waiting: boolean, then: () => void): void {
  const next = useRef(then);
  next.current = then;
  useEffect(() => {
    if (!waiting) return;
    const again = (): void => {
      if (!document.hidden) next.current();
    };
    document.addEventListener("visibilitychange", again);
    return () => document.removeEventListener("visibilitychange", again);
  }, [waiting]);
}
