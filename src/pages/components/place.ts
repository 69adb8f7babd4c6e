// Links between our pages that are about somebody name them by a random word: background/frames/link-words.ts says why.
import { ask } from "./ask";

interface Place {
  readonly word: string;
  readonly item: string;
}

/** Made by this page, by item. */
const made = new Map<string, Place>();
/** Of those, what the background was not told yet. */
let untold: Place[] = [];

/** The word for an address or a host: the same as long as the page stands. */
export function wordFor(item: string): string {
  const known = made.get(item);
  if (known) return known.word;
  const place = { word: crypto.randomUUID(), item };
  made.set(item, place);
  // A list of contacts has many at once.
  if (untold.push(place) === 1) queueMicrotask(tell);
  return place.word;
}

function tell(): void {
  void ask("places.keep", { places: untold });
  untold = [];
}

const WORD = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export const isWord = (text: string): boolean => WORD.test(text);

/** Null where it was made before the browser's last start. */
export async function itemOf(word: string): Promise<string | null> {
  for (const place of made.values()) if (place.word === word) return place.item;
  const answer = await ask("places.get", { word });
  return answer.ok ? answer.value : null;
}
