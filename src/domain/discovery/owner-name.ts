import { toHex } from "../octets";
import { digest, toZBase32 } from "./bytes";

/** Names outside the public DNS: RFC 6761, 6762, 7686, and ICANN's "internal". */
const NOT_PUBLIC = new Set(["local", "localhost", "onion", "internal", "invalid"]);

export interface AddressParts {
  readonly local: string;
  /** In A-labels, lower case, without a final dot. */
  readonly domain: string;
}

/**
 * Whether a host name, as returned by `URL.hostname`, is one of the public DNS: neither an IP address nor a name of the local
 * network.
 */
export function isPublicHost(hostname: string): boolean {
  const labels = hostname.split(".");
  // URL turns numbers into IPv4 addresses; those and bracketed IPv6 addresses have no key records.
  if (labels.length < 2 || /^[\d.]+$|:/.test(hostname)) return false;
  return !NOT_PUBLIC.has(labels.at(-1)!) && labels.every((label) => /^[a-z0-9_-]{1,63}$/.test(label));
}

/** Splits an address for a directory; null when its domain cannot be in the public DNS. */
export function addressParts(address: string): AddressParts | null {
  const at = address.lastIndexOf("@");
  const url = URL.parse(`https://${address.slice(at + 1)}`);
  if (at < 1 || !url || url.pathname !== "/" || url.port || url.username || url.search || url.hash) return null;
  const domain = url.hostname.replace(/\.$/, "");
  if (domain.length > 180 || !isPublicHost(domain)) return null;
  return { local: address.slice(0, at).trim(), domain };
}

/**
 * The names at which the OPENPGPKEY record of an address may be (RFC 7929 3): SHA-256 of the local part, cut to 28 octets, in
 * hex. First as typed, then in lower case if that differs, since each domain decides whether case matters.
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

/** Local parts that can be DNS labels as they are. RFC 1035 2.3.1 allows fewer characters, but all printable ones work. */
const LABELS = /^[a-z0-9!#$%&'+/=?^_`{|}~-]{1,63}(?:\.[a-z0-9!#$%&'+/=?^_`{|}~-]{1,63})*$/;

/**
 * `user.domain`, where CERT records of an address may be (RFC 4398 3.3), in lower case since DNS ignores case. A dot in the
 * local part separates labels, as in GnuPG. Null if the local part cannot be written as labels.
 */
export function plainOwnerName({ local, domain }: AddressParts): string | null {
  const user = local.toLowerCase();
  const name = `${user}.${domain}`;
  return LABELS.test(user) && name.length <= 253 ? name : null;
}

/** The name at which GnuPG looks for a CERT record of an address, whatever its local part holds. */
export async function hashedPkaName({ local, domain }: AddressParts): Promise<string> {
  return `${toZBase32(await digest("SHA-1", local.toLowerCase()))}._pka.${domain}`;
}

/** `user._pka.domain`, where the older PKA record is. Null as for plainOwnerName. */
export function pkaName({ local, domain }: AddressParts): string | null {
  return plainOwnerName({ local, domain: `_pka.${domain}` });
}
