import { contrast, HIDDEN_BELOW, type Rgb, readRgb } from "../../../domain/html/contrast";

/** The most elements with text of their own that are checked; more would take the reader too long. */
const MAX_ELEMENTS = 4000;
const WHITE: Rgb = [255, 255, 255];

/**
 * Gives a readable colour to text that cannot be told from its background: that background may have been an image that was
 * not loaded, and signed text must not be visible to one reader and invisible to another.
 */
export function keepReadable(box: HTMLElement): void {
  const grounds = new Map<Element, Rgb | null>();
  const mended: { readonly element: HTMLElement; readonly colour: string }[] = [];
  for (const element of withWords(box)) {
    const words = readRgb(getComputedStyle(element).color);
    const ground = groundOf(element, box, grounds);
    if (!words || !ground || contrast(words.rgb, ground) >= HIDDEN_BELOW) continue;
    mended.push({ element, colour: contrast(WHITE, ground) > 4.5 ? "#fff" : "#000" });
  }
  // All reads come before all writes: alternating would force a style recalculation per element.
  for (const { element, colour } of mended) element.style.setProperty("color", colour, "important");
}

function withWords(box: HTMLElement): Set<HTMLElement> {
  const found = new Set<HTMLElement>();
  const walker = box.ownerDocument.createTreeWalker(box, NodeFilter.SHOW_TEXT);
  while (found.size < MAX_ELEMENTS && walker.nextNode())
    if (/\S/.test(walker.currentNode.nodeValue ?? "")) found.add(walker.currentNode.parentElement!);
  return found;
}

/** The first opaque colour behind; null where a gradient or a translucent colour leaves no single one. */
function groundOf(element: Element, box: HTMLElement, known: Map<Element, Rgb | null>): Rgb | null {
  const had = known.get(element);
  if (had !== undefined) return had;
  const { backgroundColor, backgroundImage } = getComputedStyle(element);
  const own = readRgb(backgroundColor);
  const beneath = (): Rgb | null => (element === box ? WHITE : groundOf(element.parentElement!, box, known));
  const opaque = own?.alpha === 1 ? own.rgb : null;
  const ground = backgroundImage !== "none" ? null : own?.alpha === 0 ? beneath() : opaque;
  known.set(element, ground);
  return ground;
}
