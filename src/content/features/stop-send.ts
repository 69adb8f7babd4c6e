import { press } from "../dom/press";
import type { ComposeBox } from "../sites/site";

export interface SendGuard {
  /** Presses the page's Send without being held. False: there is none. */
  send(): boolean;
}

/**
 * Blocks every way by which the page sends while `holds` returns true: the box must not leave in its present state. Capture on
 * the window runs before every listener of the page that was added later or deeper. Ends with the signal. A page's own
 * form.submit() fires no event: it would send what is in the box, and under an overlay that is nothing of the user's.
 */
export function stopPageSend(
  boxNow: () => ComposeBox,
  stopped: () => void,
  signal: AbortSignal,
  holds: () => boolean = () => true,
): SendGuard {
  let ours = false;
  /** Send was pressed by `send`: the page may submit its form a little later. */
  let pressed = false;
  const view = boxNow().root.ownerDocument.defaultView;
  const onSend = (event: Event): boolean => {
    const box = boxNow();
    const path = event.composedPath();
    return [box.sendButton(), ...(box.sends?.() ?? [])].some((one) => one !== null && path.includes(one));
  };
  const stop = (event: Event, tell: boolean): void => {
    if (ours || !holds()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (tell) stopped();
  };
  const listen = <E extends Event>(types: readonly string[], heard: (event: E) => void): void => {
    for (const type of types) view?.addEventListener(type, heard as (event: Event) => void, { capture: true, signal });
  };
  listen(["pointerdown", "pointerup", "mousedown", "mouseup", "click"], (event) => {
    if (onSend(event)) stop(event, event.type === "click");
  });
  // Ctrl+Enter in all webmails, Alt+S in Outlook.
  listen<KeyboardEvent>(["keydown", "keypress", "keyup"], (event) => {
    const { key, code, altKey } = event;
    const command = event.ctrlKey || event.metaKey;
    const shortcut = (key === "Enter" && command) || (code === "KeyS" && altKey && !command);
    const inBox = shortcut && event.composedPath().includes(boxNow().root);
    if (inBox || ((key === "Enter" || key === " ") && onSend(event))) stop(event, event.type === "keydown");
  });
  // Submitted by a button of the form, by Enter in a field, or by requestSubmit().
  listen(["submit"], (event) => {
    const box = boxNow();
    const form = event.target as HTMLFormElement;
    if (!pressed && form.contains(box.body) && (box.submits?.(form) ?? true)) stop(event, true);
  });
  return {
    send() {
      const button = boxNow().sendButton();
      if (!button) return false;
      ours = true;
      pressed = true;
      try {
        press(button);
      } finally {
        ours = false;
      }
      return true;
    },
  };
}
