// TLSA records of mail hosts (RFC 6698, RFC 7672).

/** The name of a host's TLSA records for mail between servers (RFC 7672 2.2.3). */
export const tlsaName = (host: string): string => `_25._tcp.${host}`;

/** RFC 7672 3.1: only an authority or key that the host names itself; usages 0 and 1 refer to the web's authorities. */
const USAGES = new Set([2, 3]);
const SELECTORS = new Set([0, 1]);
/** Valid lengths in octets of the association data, by matching type: the whole, SHA-256, SHA-512. */
const FITS: Readonly<Record<number, (octets: number) => boolean>> = {
  0: (octets) => octets > 0,
  1: (octets) => octets === 32,
  2: (octets) => octets === 64,
};

/** Whether a record can authenticate a mail host. Records that cannot are ignored. */
export function isUsable(data: Uint8Array): boolean {
  const [usage, selector, matching] = data;
  return USAGES.has(usage!) && SELECTORS.has(selector!) && (FITS[matching!]?.(data.length - 3) ?? false);
}
