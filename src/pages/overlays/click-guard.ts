// Against click-jacking: a hostile page can slide our frame under the pointer just before a click it provoked. So no
// click and no key press that activates something counts until the frame has been in view, uncovered, for 300 ms.
// IntersectionObserver v2 (trackVisibility) also notices covering and transparency. Some webmails keep a filter or a
// transform on an ancestor for ever, and v2 then never says "visible": there the plain intersection has to do.
const WAIT_MS = 300;

/** Pure part: is a click at `now` too early, when the frame came into view at `since` (null: not in view)? */
const tooEarly = (since: number | null, now: number): boolean => since === null || now - since < WAIT_MS;

export function guardClicks(document: Document): void {
  const root = document.documentElement;
  let since: number | null = null;
  let inView = false;
  let intersecting = false;
  let trusted = false;
  let timer = 0;

  const update = (): void => {
    const seen = intersecting && !document.hidden;
    if (seen === inView) return;
    inView = seen;
    since = seen ? performance.now() : null;
    clearTimeout(timer);
    // The attribute takes pointer events off the whole document (overlay.css), so the refusal is also what the pointer shows.
    root.toggleAttribute("data-guard", true);
    if (seen) timer = window.setTimeout(() => root.removeAttribute("data-guard"), WAIT_MS);
  };

  const refuse = (event: Event): void => {
    if (!tooEarly(since, performance.now())) return;
    if (event instanceof KeyboardEvent && !activates(event)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  for (const type of ["pointerdown", "mousedown", "pointerup", "mouseup", "click", "auxclick", "keydown", "keyup"]) {
    document.addEventListener(type, refuse, { capture: true });
  }
  document.addEventListener("visibilitychange", update);

  root.toggleAttribute("data-guard", true);
  const options = { threshold: [0, 0.01], trackVisibility: true, delay: 100 } as IntersectionObserverInit;
  new IntersectionObserver((entries) => {
    const entry = entries.at(-1) as (IntersectionObserverEntry & { isVisible?: boolean }) | undefined;
    if (!entry) return;
    if (entry.isVisible) trusted = true;
    intersecting = entry.isIntersecting && (!trusted || entry.isVisible === true);
    update();
  }, options).observe(root);
}

/** Typing is never refused; Enter and Space on a control, and Ctrl+Enter anywhere, are. */
function activates(event: KeyboardEvent): boolean {
  if (event.key !== "Enter" && event.key !== " ") return false;
  if (event.ctrlKey || event.metaKey) return true;
  return !(event.target instanceof HTMLTextAreaElement || event.target instanceof HTMLInputElement);
}
