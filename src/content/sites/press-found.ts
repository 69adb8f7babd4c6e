import { press } from "../dom/press";
import type { Answering } from "./site";

/** Presses the button that answers a message this way, else the plain reply; false if there is neither. */
export function pressFound(how: Answering, find: Readonly<Record<Answering, () => HTMLElement | null>>): boolean {
  const button = find[how]() ?? find.reply();
  if (button) press(button);
  return button !== null;
}
