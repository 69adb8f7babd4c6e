import { digest, toHex } from "./bytes";

/** Names that are no business of the public DNS: RFC 6761, 6762, 7686, and ICANN's "internal". */
const NOT_PUBLIC = new Set(["local", "localhost", "onion", "internal", "invalid"]);

export interface AddressParts {
  readonly local: string;
  /** In A-labels, lower case, without a final dot. */
  readonly domain: string;
}

/** Splits an address for a directory; null when its domain cannot be asked for in the public DNS. */
export function addressParts(address: string): AddressParts | null {
  const at = address.lastIndexOf("@");
  const url = URL.parse(`https://${address.slice(at + 1)}`);
  if (at < 1 || !url || url.pathname !== "/" || url.port || url.username || url.search || url.hash) return null;
  const domain = url.hostname.replace(/\.$/, "");
  const labels = domain.split(".");
  // URL turns numbers into IPv4 addresses; those and bracketed IPv6 have no records of ours.
  if (labels.length < 2 || domain.length > 180 || /^[\d.]+$|:/.test(domain)) return null;
  if (NOT_PUBLIC.has(labels.at(-1)!) || labels.some((label) => !/^[a-z0-9_-]{1,63}$/.test(label))) return null;
  return { local: address.slice(0, at).trim(), domain };
}

/**
 * Where the OPENPGPKEY record of an address may be (RFC 7929 3): sha256 of the local part, cut to 28 octets, in hex. As
 * typed first; once more in lower case where that differs, since a domain decides itself whether case matters.
 */
export async function ownerNames({ local, domain }: AddressParts): Promise<string[]> {
  const spellings = [...new Set([local, local.toLowerCase()])];
  return Promise.all(
    spellings.map(async (spelling) => {
      const hash = await digest("SHA-256", spelling);
      return `${toHex(hash.subarray(0, 28))}._openpgpkey.${domain}`;
    }),
  );
}
