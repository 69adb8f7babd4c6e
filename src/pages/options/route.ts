import { signal } from "@preact/signals";

export const SECTIONS = ["key", "publish", "contacts", "sites", "resolvers", "appearance"] as const;
export type Section = (typeof SECTIONS)[number];

export interface Route {
  readonly section: Section;
  /** For contacts: the address whose details are open. */
  readonly item: string | null;
}

/** `#contacts/ada%40example.org`; anything else is the first section. */
export function parseRoute(hash: string): Route {
  const [section, item] = hash.replace(/^#/, "").split("/");
  const known = SECTIONS.find((name) => name === section);
  return known ? { section: known, item: item ? decode(item) : null } : { section: "key", item: null };
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

export const contactHash = (address: string): string => `#contacts/${encodeURIComponent(address)}`;

export const route = signal<Route>(parseRoute(location.hash));
addEventListener("hashchange", () => {
  route.value = parseRoute(location.hash);
});
