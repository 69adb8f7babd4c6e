import { contrast, HIDDEN_BELOW, type Rgb, readRgb } from "../../../domain/html/contrast";

/** Elements with words of their own that are looked at; more is not worth the reader's time. */
const MAX_ELEMENTS = 4000;
const WHITE: Rgb = [255, 255, 255];

/**
 * Words nobody could tell from their ground get a colour that can be read: what they stood on may be an image that was
 * not loaded, and what a signature covers must not be there for one reader and gone for another.
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
  // Read first, written after: in turns, every element would be styled anew.
  for (const { element, colour } of mended) element.style.setProperty("color", colour, "important");
}

function withWords(box: HTMLElement): Set<HTMLElement> {
  const found = new Set<HTMLElement>();
  const walker = box.ownerDocument.createTreeWalker(box, NodeFilter.SHOW_TEXT);
  while (found.size < MAX_ELEMENTS && walker.nextNode())
    if (/\S/.test(walker.currentNode.nodeValue ?? "")) found.add(walker.currentNode.parentElement!);
  return found;
}

/** The first opaque colour behind; null where a gradient or a half colour makes it no single one. */
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
