import { signal } from "@preact/signals";

export const SECTIONS = ["home", "key", "publish", "contacts", "sites", "resolvers", "appearance"] as const;
export type Section = (typeof SECTIONS)[number];

export interface Route {
  readonly section: Section;
  /** home: the step to begin with. publish: the address. contacts: whose details are open. resolvers: a host to allow. */
  readonly item: string | null;
  /** contacts: "verify" goes straight to comparing keys. */
  readonly part: string | null;
}

/** `#contacts/ada%40example.org`; anything else is the first section. */
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

export const contactHash = (address: string): string => `#contacts/${encodeURIComponent(address)}`;
export const verifyHash = (address: string): string => `${contactHash(address)}/verify`;
export const publishHash = (address: string): string => `#publish/${encodeURIComponent(address)}`;

export const route = signal<Route>(parseRoute(location.hash));
addEventListener("hashchange", () => {
  route.value = parseRoute(location.hash);
});
