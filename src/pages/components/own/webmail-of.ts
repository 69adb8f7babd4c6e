import { domainPart } from "../../../domain/address";
import type { SiteGrant } from "../../../domain/site-grant";

/** Domains whose webmail is known from the address alone. As of November 2026. */
const WEBMAILS: readonly { readonly origin: string; readonly domains: RegExp }[] = [
  { origin: "https://mail.google.com", domains: /^(gmail|googlemail)\.com$/ },
  { origin: "https://outlook.live.com", domains: /^(outlook|hotmail|live|msn)\.[a-z.]+$/ },
  { origin: "https://mail.yahoo.com", domains: /^(yahoo\.[a-z.]+|ymail\.com|rocketmail\.com)$/ },
  { origin: "https://mail.aol.com", domains: /^(aol\.[a-z.]+|aim\.com)$/ },
];

/** Where to open the mail of these addresses: their provider's page, or a site the user enabled. Null: not known. */
export function webmailOf(addresses: readonly string[], sites: readonly SiteGrant[]): string | null {
  if (addresses.length === 0) return null;
  const theirs = addresses.map((address) => domainPart(address).toLowerCase());
  const known = WEBMAILS.find(({ domains }) => theirs.some((domain) => domains.test(domain)));
  return known?.origin ?? sites.find(({ builtIn }) => !builtIn)?.origin ?? null;
}
