// Links between our pages name a person or host by a random word: background/frames/link-words.ts says why.
import { ask } from "./ask";

interface Place {
  readonly word: string;
  readonly item: string;
}

/** The places made by this page, by item. */
const made = new Map<string, Place>();
/** Those of them not yet sent to the background. */
let untold: Place[] = [];

/** The word for an address or a host: the same for the life of the page. */
export function wordFor(item: string): string {
  const known = made.get(item);
  if (known) return known.word;
  const place = { word: crypto.randomUUID(), item };
  made.set(item, place);
  // A list of contacts makes many at once; they go in one call.
  if (untold.push(place) === 1) queueMicrotask(tell);
  return place.word;
}

function tell(): void {
  void ask("places.keep", { places: untold });
  untold = [];
}

const WORD = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export const isWord = (text: string): boolean => WORD.test(text);

/** The item a word stands for; null where the word was made before the browser's last start. */
export async function itemOf(word: string): Promise<string | null> {
  for (const place of made.values()) if (place.word === word) return place.item;
  const answer = await ask("places.get", { word });
  return answer.ok ? answer.value : null;
}
