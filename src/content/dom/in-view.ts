/** Calls back once, when the element comes near the visible part of the page. */
export function whenInView(element: Element, then: () => void, signal: AbortSignal): void {
  const observer = new IntersectionObserver(
    (entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      if (!signal.aborted) then();
    },
    { rootMargin: "200px" },
  );
  observer.observe(element);
  signal.addEventListener("abort", () => observer.disconnect());
}
