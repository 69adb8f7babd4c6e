import { signal } from "@preact/signals";
import type { ToOverlay } from "../../../messages/channel";
import type { Session } from "../connect";
import { inOwnWindow } from "../own-window";
import { nextPause, type Pause, type PauseEvent } from "./pause";

const TAB_MS = 300;
/** Somebody must not be seen this long, in ms: a menu that opens and shuts is nothing. */
const UNSEEN_MS = 200;

/** Follows focus and view of the overlay; while paused, the editor takes no text (pause.ts). */
export function createPausing(session: Session<"compose">) {
  const pause = signal<Pause>(null);
  const step = (event: PauseEvent): void => {
    pause.value = nextPause(pause.value, event);
  };
  let tabbed = -Infinity;
  let left: { readonly at: number; readonly byTab: boolean } | null = null;
  const now = (): number => performance.now();

  window.addEventListener("keydown", (event) => {
    if (event.isTrusted && event.key === "Tab") tabbed = now();
  });
  window.addEventListener("blur", () => {
    // Who goes to another window has not lost the keyboard to a page.
    if (inOwnWindow()) return;
    left = { at: now(), byTab: now() - tabbed < TAB_MS };
    step({ type: "blur" });
    session.post({ type: "look" });
  });
  window.addEventListener("focus", () => {
    left = null;
    step({ type: "focus" });
  });
  // Pasting and dropping come this way too.
  document.addEventListener(
    "beforeinput",
    (event) => {
      if (pause.value && (event.target as Element).closest?.("[data-editor]")) event.preventDefault();
    },
    { capture: true },
  );

  const heard = ({ here, pressed }: Extract<ToOverlay, { type: "looked" }>): void => {
    if (left) step({ type: "page", here, pressed: Math.abs(now() - pressed - left.at), byTab: left.byTab });
  };

  /** Where the browser tells what lies over an element (Chromium), and once it was seen whole. */
  const watch = (editor: Element): (() => void) => {
    if (inOwnWindow()) return () => {};
    let timer = 0;
    let seen = false;
    const options = { threshold: [0, 0.01], trackVisibility: true, delay: 100 } as IntersectionObserverInit;
    const observer = new IntersectionObserver((entries) => {
      const entry = entries.at(-1) as IntersectionObserverEntry & { isVisible?: boolean };
      clearTimeout(timer);
      if (entry.isVisible) seen = true;
      const focused = document.hasFocus();
      if (!entry.isIntersecting) {
        timer = window.setTimeout(() => step({ type: "view", in: false, focused }), UNSEEN_MS);
      } else if (seen && entry.isVisible === false && focused) {
        seen = false;
        timer = window.setTimeout(() => step({ type: "covered" }), UNSEEN_MS - 100);
      } else step({ type: "view", in: true, focused });
    }, options);
    observer.observe(editor);
    return () => {
      clearTimeout(timer);
      observer.disconnect();
    };
  };

  return { pause, heard, watch, goOn: () => step({ type: "go-on" }) };
}
