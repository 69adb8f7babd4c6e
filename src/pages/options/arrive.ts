import { useEffect, useRef } from "preact/hooks";

/** For the part of a page that a link led to: it comes into view and takes the focus as soon as it is there. */
export function useArrival<E extends HTMLElement>(led: boolean) {
  const place = useRef<E>(null);
  useEffect(() => {
    if (!led) return;
    place.current?.scrollIntoView({ block: "start" });
    place.current?.focus({ preventScroll: true });
  }, [led]);
  return place;
}
