import type { KeyServer } from "../../domain/discovery/lookup";

/** The most that the settings accept. */
const MOST = 6;

/** The origin of a typed key server; null when it is not an https URL or has more than a host and a port. */
export function keyServerOrigin(text: string): string | null {
  const trimmed = text.trim();
  const url = URL.parse(trimmed.includes("://") ? trimmed : `https://${trimmed}`);
  if (url?.protocol !== "https:" || url.username || url.password) return null;
  if (url.pathname !== "/" || url.search || url.hash) return null;
  // Host names and IPv4 only: the settings accept no IPv6 addresses in brackets.
  return /^https:\/\/[a-z0-9.-]+(:\d+)?$/.test(url.origin) ? url.origin : null;
}

export type KeyServerRefusal = "bad-url" | "same" | "full";

/** The server to add to `list`, or why not. */
export function newKeyServer(
  list: readonly KeyServer[],
  text: string,
  kind: KeyServer["kind"],
): KeyServer | { readonly refused: KeyServerRefusal } {
  const origin = keyServerOrigin(text);
  if (!origin) return { refused: "bad-url" };
  if (list.some((server) => server.origin === origin)) return { refused: "same" };
  return list.length >= MOST ? { refused: "full" } : { kind, origin };
}

/** The list with the item at `index` moved one place up (-1) or down (1); the same list where there is no such place. */
export function moved<T>(list: readonly T[], index: number, by: -1 | 1): readonly T[] {
  const target = index + by;
  if (target < 0 || target >= list.length) return list;
  const next = [...list];
  [next[index], next[target]] = [next[target]!, next[index]!];
  return next;
}
