import { useEffect, useRef } from "preact/hooks";

/** For the part of a page that a link leads to: scrolls it into view and focuses it once it is drawn. */
export function useArrival<E extends HTMLElement>(led: boolean) {
  const place = useRef<E>(null);
  useEffect(() => {
    if (!led) return;
    place.current?.scrollIntoView({ block: "start" });
    place.current?.focus({ preventScroll: true });
  }, [led]);
  return place;
}
