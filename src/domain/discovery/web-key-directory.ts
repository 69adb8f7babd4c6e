import { digest, toZBase32 } from "./bytes";
import type { AddressParts } from "./owner-name";

/** If this host resolves, the advanced method applies, else the direct one (draft-koch-openpgp-webkey-service 3.1). */
export const advancedHost = (domain: string): string => `openpgpkey.${domain}`;

/** The two URLs of an address in its domain's Web Key Directory. */
export async function webKeyUrls({ local, domain }: AddressParts): Promise<{ advanced: string; direct: string }> {
  const hash = toZBase32(await digest("SHA-1", local.toLowerCase()));
  const tail = `hu/${hash}?l=${encodeURIComponent(local)}`;
  return {
    advanced: `https://${advancedHost(domain)}/.well-known/openpgpkey/${domain}/${tail}`,
    direct: `https://${domain}/.well-known/openpgpkey/${tail}`,
  };
}

/**
 * Large providers that publish no keys for their users, as of November 2026: asking their web hosts gives nothing and
 * would need a permission. Providers that do publish (proton.me, posteo.de, mailbox.org) are left out on purpose.
 */
const PUBLISH_NOTHING = new Set([
  "gmail.com",
  "googlemail.com",
  "outlook.com",
  "hotmail.com",
  "live.com",
  "msn.com",
  "yahoo.com",
  "yahoo.fr",
  "ymail.com",
  "aol.com",
  "icloud.com",
  "me.com",
  "mac.com",
  "orange.fr",
  "wanadoo.fr",
  "free.fr",
  "laposte.net",
  "sfr.fr",
]);

export const publishesNothing = (domain: string): boolean => PUBLISH_NOTHING.has(domain);
