// Against clickjacking: a hostile page can slide our frame under the pointer just before a click it provoked. So no click and
// no activating key press counts until the frame has been in view for 300 ms.
// A page can also cover the frame with something that lets clicks through, or make it nearly transparent. Controls marked
// data-careful therefore count only where the frame is proven visible (see-frame.ts). Elsewhere the press is held: one that
// reveals text or decides on a key until it is confirmed in a window of our own, one marked "seen" until our script in the
// page has checked that nothing covers the frame. Then it is replayed on the control, if that still says the same.
import { signal } from "@preact/signals";
import { CONSENTS, type ScreenPoint } from "../../../messages/consent";
import type { WindowAnswer, WindowRequest } from "./lazy/ask-window";
import { seeFrame } from "./see-frame";

/** Why a careful control was refused; cleared by the next accepted press. */
export const refused = signal<"covered" | "changed" | "no-window" | null>(null);

export interface GuardWorld {
  /** Whether anything in the page covers the frame now; null: unknown. */
  readonly covered: () => Promise<boolean | null>;
  /** The people the window names, unless the control names others. */
  readonly people: () => readonly string[];
  readonly confirm: (request: WindowRequest) => Promise<WindowAnswer>;
}

const TYPES = ["pointerdown", "mousedown", "pointerup", "mouseup", "click", "auxclick", "keydown", "keyup"];

export function guardClicks(document: Document, world: GuardWorld): void {
  const frame = seeFrame(document);
  let latest = 0;
  let replaying = false;

  const onPress = (event: Event): void => {
    if (replaying || (event instanceof KeyboardEvent && !activates(event))) return;
    const control = carefulOf(event);
    const taken = frame.inView() && !(control && isSecondOfTwo(event));
    if (taken && (!control || isProven(control, event))) {
      if (event.type === "click") refused.value = null;
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    if (taken && control && begins(event)) void hold(control, event);
  };
  for (const type of TYPES) document.addEventListener(type, onPress, { capture: true });

  /** A "seen" control may have moved under the pointer: the page gains nothing from a press on it. */
  const isProven = (control: Element, event: Event): boolean =>
    frame.uncovered() && (wayOf(control) === "seen" || event instanceof KeyboardEvent || frame.still());

  const hold = async (control: Element, event: Event): Promise<void> => {
    const mine = ++latest;
    const said = sayingOf(control, world);
    const way = wayOf(control);
    // A press over a frame that may have been moved under the pointer never decides who can read.
    const here = way === "still" && (event instanceof KeyboardEvent || frame.still());
    const covered = way === "seen" || here ? await world.covered() : null;
    if (mine !== latest) return;
    if (covered === true) {
      refused.value = "covered";
      return;
    }
    if (covered === null) {
      const answer = await world.confirm(requestOf(control, event));
      if (mine !== latest) return;
      if (!answer.opened) refused.value = "no-window";
      if (!answer.yes) return;
    }
    // Time has passed: the same button may belong to another question by now.
    if (!control.isConnected || sayingOf(control, world) !== said) {
      refused.value = "changed";
      return;
    }
    refused.value = null;
    replay(control, event);
  };

  const replay = (control: Element, event: Event): void => {
    replaying = true;
    try {
      if (event instanceof KeyboardEvent && isSeal(event)) {
        const { key, ctrlKey, metaKey } = event;
        const again = { key, ctrlKey, metaKey, bubbles: true, cancelable: true };
        control.dispatchEvent(new KeyboardEvent("keydown", again));
      } else if (control instanceof HTMLElement) control.click();
    } finally {
      replaying = false;
    }
  };
}

/** Ctrl+Enter (or Cmd+Enter) seals and sends wherever the focus is. */
const isSeal = ({ key, ctrlKey, metaKey }: KeyboardEvent): boolean => key === "Enter" && (ctrlKey || metaKey);

/** The pressed control, if it is a careful one. */
function carefulOf(event: Event): Element | null {
  const target = event.target instanceof Element ? event.target : null;
  if (event instanceof KeyboardEvent && isSeal(event)) return target ?? document.documentElement;
  if (!target?.closest("[data-careful]")) return null;
  return target.closest("button, a, label, input, summary") ?? target;
}

/** The mark is on the control or an ancestor. Ctrl+Enter outside any marked element counts as "seen". */
const markOf = (control: Element): HTMLElement | null => control.closest<HTMLElement>("[data-careful]");
const wayOf = (control: Element): string => markOf(control)?.dataset.careful ?? "seen";

/** Everything the window says about a control, and whether it is enabled, as one string to compare. */
function sayingOf(control: Element, { people }: GuardWorld): string {
  const { careful = "", about = "" } = markOf(control)?.dataset ?? {};
  const text = control instanceof HTMLTextAreaElement ? "" : control.textContent;
  return JSON.stringify([
    careful,
    about,
    text,
    people(),
    control.matches(":disabled, [aria-disabled=true], [inert] *"),
  ]);
}

function requestOf(control: Element, event: Event): WindowRequest {
  const way = wayOf(control);
  const told = JSON.parse(markOf(control)?.dataset.about ?? "{}") as Pick<WindowRequest, "people" | "about">;
  const label = (control.getAttribute("aria-label") ?? control.textContent ?? "").trim().replace(/\s+/g, " ");
  const pointer: ScreenPoint | null =
    event instanceof MouseEvent && event.detail > 0 ? { x: event.screenX, y: event.screenY } : null;
  return { kind: CONSENTS.find((consent) => consent === way) ?? "other", label, ...told, pointer };
}

/** A double click's second click was meant for what was there at the first, not for a question that has appeared under it. */
const isSecondOfTwo = (event: Event): boolean =>
  event instanceof MouseEvent && event.type === "click" && event.detail > 1;

/** The one event of a press that acts. */
const begins = (event: Event): boolean =>
  event.type === "click" || (event instanceof KeyboardEvent && event.type === "keydown" && !event.repeat);

/** Typing is never refused; only Enter and Space on a control, and Ctrl+Enter anywhere, can be. */
function activates(event: KeyboardEvent): boolean {
  if (event.key !== "Enter" && event.key !== " ") return false;
  if (event.ctrlKey || event.metaKey) return true;
  return !(event.target instanceof HTMLTextAreaElement || event.target instanceof HTMLInputElement);
}
