// The links of a formatted message. Where one leads is said before it is opened: to a pointer that rests on it, to the keyboard,
// and to a finger, which cannot point without pressing and therefore presses twice.

export interface PointedLink {
  readonly target: string;
  /** Distance in px from the frame's top to the bottom of the link. */
  readonly below: number;
  /** Touched once: the next touch opens it. */
  readonly again: boolean;
}

export interface LinkOptions {
  readonly signal: AbortSignal;
  /** Called with the link pointed at, focused or touched; null: none any more. */
  onLink(link: PointedLink | null): void;
}

/** In ms: the second half of a double tap comes sooner than anybody can have read where the link leads. */
const READING_MS = 500;

export function watchLinks(inner: Document, box: HTMLElement, { onLink, signal }: LinkOptions): void {
  const touched = touchedOnce();
  const tell = (event: Event): void => {
    const link = linkOf(event);
    onLink(link?.title ? pointed(link, touched.is(link)) : null);
  };
  for (const type of ["mouseover", "focusin"]) inner.addEventListener(type, tell, { signal });
  for (const type of ["mouseleave", "focusout"]) inner.addEventListener(type, () => onLink(null), { signal });
  const open = (event: MouseEvent): void => {
    const link = linkOf(event);
    // The sandbox cannot open links, so we do. Buttons other than left and middle are left to the browser's menu.
    if (!link || event.button > 1) {
      touched.forget();
      return;
    }
    event.preventDefault();
    const href = link.getAttribute("href")!;
    if (href.startsWith("#")) {
      Array.from(box.querySelectorAll("[id]"))
        .find(({ id }) => id === href.slice(1))
        ?.scrollIntoView();
      return;
    }
    const byTouch = (event as PointerEvent).pointerType === "touch";
    if (byTouch && !touched.again(link, event.timeStamp)) onLink(pointed(link, true));
    else openOutside(href);
  };
  inner.addEventListener("click", open, { signal });
  inner.addEventListener("auxclick", open, { signal });
}

/** Remembers the link touched last, and when. */
function touchedOnce() {
  let last: { readonly link: HTMLAnchorElement; readonly at: number } | null = null;
  return {
    is: (link: HTMLAnchorElement): boolean => last?.link === link,
    /** Whether this touch is the second one, after time enough to read. */
    again(link: HTMLAnchorElement, at: number): boolean {
      if (last?.link === link) return at - last.at >= READING_MS;
      last = { link, at };
      return false;
    },
    forget(): void {
      last = null;
    },
  };
}

const linkOf = (event: Event): HTMLAnchorElement | null =>
  (event.target as Element | null)?.closest?.<HTMLAnchorElement>("a[href]") ?? null;

const pointed = (link: HTMLAnchorElement, again: boolean): PointedLink => ({
  target: link.title,
  below: link.getBoundingClientRect().bottom,
  again,
});

/** Opens a tab that knows nothing of where the link was pressed. */
function openOutside(href: string): void {
  const outside = document.createElement("a");
  Object.assign(outside, { href, target: "_blank", rel: "noopener noreferrer", referrerPolicy: "no-referrer" });
  outside.click();
}
