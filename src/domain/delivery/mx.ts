// The mail hosts of a domain (RFC 5321 5.1).
import { nameFromWire } from "../dns/name";

/** Hosts in the order a sender tries them; none: the domain says that it takes no mail (RFC 7505). */
export type MailHosts =
  | { readonly is: "hosts"; readonly hosts: readonly string[]; readonly implicit: boolean }
  | { readonly is: "none" };

/** Least octets of RDATA: the preference, and the exchange as an uncompressed name. */
const LEAST = 3;

/**
 * Reads the RDATA of a domain's MX records. Without any, the domain itself is the host ("implicit MX"). A null MX beside
 * others violates RFC 7505 3 and is ignored, as senders do.
 */
export function mailHosts(domain: string, records: readonly Uint8Array[]): MailHosts {
  const all = records
    .filter((data) => data.length >= LEAST)
    .map((data) => ({ preference: (data[0]! << 8) | data[1]!, host: nameFromWire(data.subarray(2)) }));
  if (all.length === 0) return { is: "hosts", hosts: [domain], implicit: true };
  const real = all.filter(({ host }) => host !== "").sort((a, b) => a.preference - b.preference);
  if (real.length === 0) return { is: "none" };
  return { is: "hosts", hosts: [...new Set(real.map(({ host }) => host))], implicit: false };
}
