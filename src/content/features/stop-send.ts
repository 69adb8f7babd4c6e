import { press } from "../dom/press";
import type { ComposeBox } from "../sites/site";

export interface SendGuard {
  /** Presses the page's Send ourselves. False: there is none. */
  send(): boolean;
}

/**
 * Holds the page's own Send back while `holds` says so: what stands in its box must not leave as it is. Capture on the window
 * comes before every listener of the page that was added later or deeper. Ends with the signal, or with the box.
 */
export function stopPageSend(
  boxNow: () => ComposeBox,
  stopped: () => void,
  signal: AbortSignal,
  holds: () => boolean = () => true,
): SendGuard {
  let ours = false;
  const view = boxNow().root.ownerDocument.defaultView;
  const onSend = (event: Event): boolean => {
    const button = boxNow().sendButton();
    return button !== null && event.composedPath().includes(button);
  };
  const stop = (event: Event, tell: boolean): void => {
    if (ours || !holds()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (tell) stopped();
  };
  for (const type of ["pointerdown", "mousedown", "mouseup", "click"]) {
    view?.addEventListener(type, (event) => onSend(event) && stop(event, type === "click"), { capture: true, signal });
  }
  view?.addEventListener(
    "keydown",
    (event) => {
      const inBox = event.composedPath().includes(boxNow().root);
      const shortcut = inBox && event.key === "Enter" && (event.ctrlKey || event.metaKey);
      if (shortcut || ((event.key === "Enter" || event.key === " ") && onSend(event))) stop(event, true);
    },
    { capture: true, signal },
  );
  // Enter in a field of the header sends a plain form.
  view?.addEventListener(
    "submit",
    (event) => event.target instanceof Node && event.target.contains(boxNow().body) && stop(event, true),
    { capture: true, signal },
  );
  return {
    send() {
      const button = boxNow().sendButton();
      if (!button) return false;
      ours = true;
      try {
        press(button);
      } finally {
        ours = false;
      }
      return true;
    },
  };
}
