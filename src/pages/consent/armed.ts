// Guards against input meant for whatever was there a moment ago: the window accepts nothing for half a second after it
// gains the focus, each time. Enter never confirms, nor does a click where the first one was.
import type { ScreenPoint } from "../../messages/consent";

const WAIT_MS = 500;
/** A click closer than this to the first one, in px, does not prove that the user moved the pointer to the button. */
const APART = 48;
const TYPES = ["pointerdown", "mousedown", "pointerup", "mouseup", "click", "auxclick", "keydown", "keyup"];

/** `first`: where the click was that asked for this window. The confirming button is marked data-yes. */
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

/** A click by the keyboard (detail 0), or a single click away from the first one. */
const isMeant = ({ detail, screenX, screenY }: MouseEvent, first: ScreenPoint | null): boolean =>
  detail === 0 || (detail === 1 && (first === null || Math.hypot(screenX - first.x, screenY - first.y) >= APART));

/** Whether a box of this window lies under or near that point on the screen. */
export function isUnder({ left, right, top, bottom }: DOMRect, { x, y }: ScreenPoint, window: Window): boolean {
  const edge = (window.outerWidth - window.innerWidth) / 2;
  const [inX, inY] = [x - window.screenX - edge, y - window.screenY - (window.outerHeight - window.innerHeight)];
  return inX > left - APART && inX < right + APART && inY > top - APART && inY < bottom + APART;
}
