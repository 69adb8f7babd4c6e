/**
 * The match pattern for all URLs of an origin (`https://host:port`). Firefox accepts and grants a pattern with a port, but it
 * then matches nothing; without a port it matches every port.
 */
export function patternOf(origin: string): string {
  const { protocol, host, hostname } = new URL(origin);
  return `${protocol}//${globalThis.location?.protocol === "moz-extension:" ? hostname : host}/*`;
}

/** Whether the browser can allow this origin only together with the other ports of its host. */
export const allowsEveryPort = (origin: string): boolean => patternOf(origin) !== `${new URL(origin).origin}/*`;
