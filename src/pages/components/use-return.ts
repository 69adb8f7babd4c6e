import { useEffect, useRef } from "preact/hooks";

/** While `waiting`: what the user went to do in another tab is taken up when they come back. */
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
