// When the editor takes no text, in rules without side effects. A page can take the focus while somebody types, and then gets the
// rest of the sentence; or lay something over the frame. The first cannot be prevented, but it is noticed at once and said.
import { signal } from "@preact/signals";
import { readOnly } from "../../../read-only";
import type { Session } from "../../frame/connect";
import { inOwnWindow } from "../../frame/own-window";

/** away: the writer went elsewhere; quiet, and over as they come back. The others end with a press that says go on. */
export type Pause = "away" | "taken" | "covered" | null;

export type PauseEvent =
  | { readonly type: "blur" }
  | { readonly type: "focus" }
  /**
   * What the page says after a loss of the focus: `here`, it has it now; `pressed`, how long before or after it the user
   * pressed in the page, in ms; `byTab`, the tab key led out.
   */
  | { readonly type: "page"; readonly here: boolean; readonly pressed: number; readonly byTab: boolean }
  | { readonly type: "covered" }
  /** The overlay has gone out of view, or is in view again. */
  | { readonly type: "view"; readonly in: boolean; readonly focused: boolean }
  | { readonly type: "go-on" };

/** A press in the page comes this long before the loss of the focus at most, in ms. */
const PRESS_MS = 250;

export function nextPause(pause: Pause, event: PauseEvent): Pause {
  switch (event.type) {
    case "blur":
      return pause ?? "away";
    case "focus":
      return pause === "away" ? null : pause;
    case "page":
      return pause === "away" && event.here && !event.byTab && event.pressed > PRESS_MS ? "taken" : pause;
    case "covered":
      return pause === "taken" ? pause : "covered";
    case "view":
      if (!event.in) return pause ?? "away";
      return pause === "away" && event.focused ? null : pause;
    case "go-on":
      return null;
  }
}

const TAB_MS = 300;
/** The overlay must be out of view this long, in ms: a menu that opens and closes does not count. */
const UNSEEN_MS = 200;

/**
 * Follows focus and view of the overlay; while paused, the editor takes no text (nextPause). `asking`: a question stands over
 * the editor, which it may push under a bar of the page's.
 */
export function createPausing(session: Session<"compose">, asking: () => boolean) {
  const pause = signal<Pause>(null);
  const step = (event: PauseEvent): void => {
    pause.value = nextPause(pause.value, event);
  };
  let tabbed = -Infinity;
  let left: { readonly at: number; readonly byTab: boolean } | null = null;
  const now = (): number => performance.now();

  const whereTo = async (leaving: NonNullable<typeof left>): Promise<void> => {
    const answer = await session.page.ask("focus", null);
    // The focus has come back or left again meanwhile, so the answer is of no use.
    if (answer.is !== "told" || left !== leaving) return;
    const { at, byTab } = leaving;
    step({ type: "page", here: answer.here, pressed: Math.abs(now() - answer.pressed - at), byTab });
  };
  window.addEventListener("keydown", (event) => {
    if (event.isTrusted && event.key === "Tab") tabbed = now();
  });
  window.addEventListener("blur", () => {
    // In a window of our own no page can take the keyboard.
    if (inOwnWindow()) return;
    left = { at: now(), byTab: now() - tabbed < TAB_MS };
    step({ type: "blur" });
    void whereTo(left);
  });
  window.addEventListener("focus", () => {
    left = null;
    step({ type: "focus" });
  });
  // Pasting and dropping come this way too.
  document.addEventListener(
    "beforeinput",
    (event) => {
      if (!pause.value || !(event.target as Element).closest?.("[data-editor]")) return;
      // Typing here shows that the keyboard is back.
      if (pause.value === "away" && document.hasFocus()) step({ type: "focus" });
      if (pause.value) event.preventDefault();
    },
    { capture: true },
  );

  /**
   * Where the browser tells what lies over an element (Chromium), and once it was seen whole. A bar of the page's own may lie
   * over the end of a long text: so the editor counts as covered only where its `edge` at the top is, too.
   */
  const watch = (editor: Element, edge: Element): (() => void) => {
    if (inOwnWindow()) return () => {};
    let timer = 0;
    let seen = false;
    const hidden = new Set<Element>();
    const check = (): void => {
      if (!seen || hidden.size < 2 || asking() || !document.hasFocus() || !editor.contains(document.activeElement))
        return;
      seen = false;
      timer = window.setTimeout(() => step({ type: "covered" }), UNSEEN_MS - 100);
    };
    const options = { threshold: [0, 0.01], trackVisibility: true, delay: 100 } as IntersectionObserverInit;
    const observer = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting, isVisible } of entries as (IntersectionObserverEntry & {
        isVisible?: boolean;
      })[]) {
        if (isIntersecting && isVisible === false) hidden.add(target);
        else hidden.delete(target);
        if (target === editor && isVisible) seen = true;
        if (target === editor) inView(isIntersecting);
      }
      check();
    }, options);
    const inView = (isIn: boolean): void => {
      clearTimeout(timer);
      const focused = document.hasFocus();
      if (isIn) step({ type: "view", in: true, focused });
      else timer = window.setTimeout(() => step({ type: "view", in: false, focused }), UNSEEN_MS);
    };
    // The pause itself dims and covers the editor, so what was observed meanwhile says nothing about the page.
    const renewed = pause.subscribe((now) => {
      if (now) return;
      observer.takeRecords();
      hidden.clear();
      for (const target of [editor, edge]) {
        observer.unobserve(target);
        observer.observe(target);
      }
    });
    editor.addEventListener("focusin", check);
    return () => {
      clearTimeout(timer);
      renewed();
      editor.removeEventListener("focusin", check);
      observer.disconnect();
    };
  };

  return readOnly({ pause, watch, goOn: () => step({ type: "go-on" }) });
}
