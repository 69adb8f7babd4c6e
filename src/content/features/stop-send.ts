import { press } from "../dom/press";
import type { ComposeBox } from "../sites/site";

export interface SendGuard {
  /** Presses the page's Send ourselves. False: there is none. */
  send(): boolean;
}

/**
 * Holds the page's own Send back while the sealed text is not yet in its box: a press would send an empty or half message.
 * Capture on the window comes before every listener of the page that was added later or deeper.
 */
export function stopPageSend(box: ComposeBox, stopped: () => void, signal: AbortSignal): SendGuard {
  let ours = false;
  const view = box.root.ownerDocument.defaultView;
  const onSend = (event: Event): boolean => {
    const button = box.sendButton();
    return button !== null && event.composedPath().includes(button);
  };
  const stop = (event: Event, tell: boolean): void => {
    event.preventDefault();
    event.stopImmediatePropagation();
    if (tell) stopped();
  };
  for (const type of ["pointerdown", "mousedown", "mouseup", "click"]) {
    view?.addEventListener(
      type,
      (event) => {
        if (!ours && onSend(event)) stop(event, type === "click");
      },
      { capture: true, signal },
    );
  }
  view?.addEventListener(
    "keydown",
    (event) => {
      const inBox = event.composedPath().includes(box.root);
      const shortcut = inBox && event.key === "Enter" && (event.ctrlKey || event.metaKey);
      if (shortcut || ((event.key === "Enter" || event.key === " ") && onSend(event))) stop(event, true);
    },
    { capture: true, signal },
  );
  return {
    send() {
      const button = box.sendButton();
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
