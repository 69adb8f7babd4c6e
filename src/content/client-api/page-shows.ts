// Letters that the page itself shows by the client API. The script that finds letters by itself stands back from them: two overlays
// for one letter would be one too many. It asks through the world our scripts share, so that tabs without this API pay nothing.
import { isolated, PAGE_SHOWS } from "../isolated";

interface Letter {
  readonly element: Element;
  /** Without white space. */
  readonly armored: string;
}

const letters = new Set<Letter>();

const bare = (armored: string): string => armored.replace(/\s+/g, "");

/** Until the signal aborts. */
export function notePageShown(element: Element, armored: string, signal: AbortSignal): void {
  const letter = { element, armored: bare(armored) };
  letters.add(letter);
  signal.addEventListener("abort", () => letters.delete(letter));
  isolated.cachetPageShows = pageShows;
  element.ownerDocument.dispatchEvent(new Event(PAGE_SHOWS));
}

/** Whether the page shows this letter: it is the same armor, or it is in `root`, or around it. */
function pageShows(root: Element, content: { readonly form?: string; readonly armored?: string }): boolean {
  const armored = bare(content.armored ?? "");
  return [...letters].some(
    (one) => one.element.contains(root) || root.contains(one.element) || one.armored === armored,
  );
}
