// Against presses meant for what stood there a moment ago: the window takes nothing for half a second after it has the
// focus, and again after each time it comes back. Enter never says yes, nor does a press where the first one was.
import type { ScreenPoint } from "../../messages/consent";

const WAIT_MS = 500;
/** Closer to the first press than this, in px, the pointer has not been led here. */
const APART = 48;
const TYPES = ["pointerdown", "mousedown", "pointerup", "mouseup", "click", "auxclick", "keydown", "keyup"];

/** `first`: where the press was that asked for this. What says yes is marked data-yes. */
export function armPresses(document: Document, first: ScreenPoint | null): void {
  const root = document.documentElement;
  const window = document.defaultView!;
  let since: number | null = null;
  let timer = 0;
  const set = (focused: boolean): void => {
    since = focused ? performance.now() : null;
    clearTimeout(timer);
    root.toggleAttribute("data-waiting", true);
    if (focused) timer = window.setTimeout(() => root.removeAttribute("data-waiting"), WAIT_MS);
  };
  const takes = (event: Event): boolean => {
    if (since === null || performance.now() - since < WAIT_MS) return false;
    if (!(event.target instanceof Element) || !event.target.closest("[data-yes]")) return true;
    if (event instanceof KeyboardEvent) return event.key !== "Enter";
    return !(event instanceof MouseEvent) || event.type !== "click" || isMeant(event, first);
  };
  const onPress = (event: Event): void => {
    if (takes(event)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  for (const type of TYPES) document.addEventListener(type, onPress, { capture: true });
  window.addEventListener("focus", () => set(true));
  window.addEventListener("blur", () => set(false));
  document.addEventListener("visibilitychange", () => set(!document.hidden && document.hasFocus()));
  set(document.hasFocus());
}

/** By the keyboard (detail 0), or once, and away from the first press. */
const isMeant = ({ detail, screenX, screenY }: MouseEvent, first: ScreenPoint | null): boolean =>
  detail === 0 || (detail === 1 && (first === null || Math.hypot(screenX - first.x, screenY - first.y) >= APART));

/** Whether a box of this window lies under or beside that place on the screen. */
export function isUnder({ left, right, top, bottom }: DOMRect, { x, y }: ScreenPoint, window: Window): boolean {
  const edge = (window.outerWidth - window.innerWidth) / 2;
  const [inX, inY] = [x - window.screenX - edge, y - window.screenY - (window.outerHeight - window.innerHeight)];
  return inX > left - APART && inX < right + APART && inY > top - APART && inY < bottom + APART;
}
