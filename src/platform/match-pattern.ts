/**
 * The match pattern for everything of an origin (`https://host:port`). Firefox takes and grants one with a port, and then it
 * matches nothing; without a port it matches every one.
 */
export function patternOf(origin: string): string {
  const { protocol, host, hostname } = new URL(origin);
  return `${protocol}//${globalThis.location?.protocol === "moz-extension:" ? hostname : host}/*`;
}

/** The browser can allow this origin only together with the other ports of its host. */
export const allowsEveryPort = (origin: string): boolean => patternOf(origin) !== `${new URL(origin).origin}/*`;
