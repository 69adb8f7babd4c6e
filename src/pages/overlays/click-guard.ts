// Against click-jacking: a hostile page can slide our frame under the pointer just before a click it provoked. So no
// click and no key press that activates something counts until the frame has been in view for 300 ms.
// A page can also lay something over the frame that lets clicks through. IntersectionObserver v2 (trackVisibility) tells,
// but so does a chat window that covers a corner: therefore only controls that give something away (marked data-careful)
// need the frame uncovered, and a refusal is said. Some webmails keep a filter or a transform on an ancestor for ever, and
// v2 then never says "visible": there the plain intersection has to do.
import { signal } from "@preact/signals";

const WAIT_MS = 300;

/** A careful control was refused, because something covers the frame. Ends with the next press that is taken. */
export const covered = signal(false);

/** When a state began to hold, in performance.now() time; null while it does not. */
function clock() {
  let since: number | null = null;
  return {
    set(holds: boolean): boolean {
      if (holds === (since !== null)) return false;
      since = holds ? performance.now() : null;
      return true;
    },
    holdsLong: (): boolean => since !== null && performance.now() - since >= WAIT_MS,
  };
}

export function guardClicks(document: Document): void {
  const root = document.documentElement;
  const inView = clock();
  const uncovered = clock();
  let intersecting = false;
  let timer = 0;

  const update = (): void => {
    const seen = intersecting && !document.hidden;
    if (!inView.set(seen)) return;
    clearTimeout(timer);
    // The attribute takes pointer events off the whole document (overlay.css), so the refusal is also what the pointer shows.
    root.toggleAttribute("data-guard", true);
    if (seen) timer = window.setTimeout(() => root.removeAttribute("data-guard"), WAIT_MS);
  };

  const refuse = (event: Event): void => {
    if (event instanceof KeyboardEvent && !activates(event)) return;
    const careful = isCareful(event) && !uncovered.holdsLong();
    if (inView.holdsLong() && !careful && !isSecondOfTwo(event)) {
      if (event.type === "click") covered.value = false;
      return;
    }
    if (careful && inView.holdsLong() && (event.type === "click" || event.type === "keydown")) covered.value = true;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  for (const type of ["pointerdown", "mousedown", "pointerup", "mouseup", "click", "auxclick", "keydown", "keyup"]) {
    document.addEventListener(type, refuse, { capture: true });
  }
  document.addEventListener("visibilitychange", update);

  root.toggleAttribute("data-guard", true);
  let trusted = false;
  const options = { threshold: [0, 0.01], trackVisibility: true, delay: 100 } as IntersectionObserverInit;
  new IntersectionObserver((entries) => {
    const entry = entries.at(-1) as (IntersectionObserverEntry & { isVisible?: boolean }) | undefined;
    if (!entry) return;
    if (entry.isVisible) trusted = true;
    intersecting = entry.isIntersecting;
    uncovered.set(intersecting && (!trusted || entry.isVisible === true));
    update();
  }, options).observe(root);
}

/** Ctrl+Enter seals and sends wherever the focus is. */
function isCareful(event: Event): boolean {
  if (event instanceof KeyboardEvent && (event.ctrlKey || event.metaKey)) return true;
  return event.target instanceof Element && event.target.closest("[data-careful]") !== null;
}

/** A double click's second press was meant for what stood there at the first, not for a question that came up under it. */
const isSecondOfTwo = (event: Event): boolean =>
  event instanceof MouseEvent && event.type === "click" && event.detail > 1 && isCareful(event);

/** Typing is never refused; Enter and Space on a control, and Ctrl+Enter anywhere, are. */
function activates(event: KeyboardEvent): boolean {
  if (event.key !== "Enter" && event.key !== " ") return false;
  if (event.ctrlKey || event.metaKey) return true;
  return !(event.target instanceof HTMLTextAreaElement || event.target instanceof HTMLInputElement);
}
