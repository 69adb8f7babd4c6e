import { signal } from "@preact/signals";
import { isWord, itemOf, wordFor } from "../components/place";

export const SECTIONS = ["home", "key", "publish", "contacts", "sites", "resolvers", "appearance"] as const;
export type Section = (typeof SECTIONS)[number];

export interface Route {
  readonly section: Section;
  /** home: the step to start with. publish: the address. contacts: whose details are open. resolvers: a host to allow. */
  readonly item: string | null;
  /** contacts: "verify" goes straight to comparing keys. */
  readonly part: string | null;
}

/** `#contacts/<word>`, as in our links, or `#contacts/ada%40example.org`; anything else is the first section. */
export function parseRoute(hash: string): Route {
  const [section, item, part] = hash.replace(/^#/, "").split("/");
  const known = SECTIONS.find((name) => name === section);
  if (!known) return { section: SECTIONS[0], item: null, part: null };
  return { section: known, item: item ? decode(item) : null, part: part || null };
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

export const contactHash = (address: string): string => `#contacts/${wordFor(address)}`;
export const verifyHash = (address: string): string => `${contactHash(address)}/verify`;
export const publishHash = (address: string): string => `#publish/${wordFor(address)}`;

export const route = signal<Route>({ section: SECTIONS[0], item: null, part: null });

/** Follows the hash. A plain address in it is replaced by a word, so that it does not stay in the browser's history. */
async function follow(): Promise<void> {
  const { hash } = location;
  const parsed = parseRoute(hash);
  const { section, item, part } = parsed;
  if (item === null || section === "home") {
    route.value = parsed;
    return;
  }
  if (!isWord(item)) {
    history.replaceState(null, "", `#${[section, wordFor(item), part].filter(Boolean).join("/")}`);
    route.value = parsed;
    return;
  }
  const known = await itemOf(item);
  // The user may have navigated on meanwhile.
  if (location.hash === hash) route.value = { section, item: known, part };
}

/** Resolves once the first route is known. */
export const arrived: Promise<void> = follow();
addEventListener("hashchange", () => void follow());
