// Who runs a mail host, as far as names and addresses tell without asking anybody.
import { getDomain } from "tldts-icann";
import { isInNet } from "./ip";

/** Domains of one operator, under the one that names it. As of November 2026. */
const SAME_OPERATOR: Readonly<Record<string, string>> = {
  "gmail.com": "google.com",
  "googlemail.com": "google.com",
  "exchangelabs.com": "outlook.com",
  "office365.com": "outlook.com",
  "office.com": "outlook.com",
  "microsoft.com": "outlook.com",
  "hotmail.com": "outlook.com",
  "live.com": "outlook.com",
  "yahoo.net": "yahoo.com",
  "yahoodns.net": "yahoo.com",
  "ymail.com": "yahoo.com",
  "aol.com": "yahoo.com",
  "me.com": "apple.com",
  "icloud.com": "apple.com",
  "mac.com": "apple.com",
  "kundenserver.de": "ionos.com",
  "protonmail.ch": "proton.me",
  "protonmail.com": "proton.me",
  "messagingengine.com": "fastmail.com",
  "ovh.net": "ovh.com",
};

/** The registrable domain of a host name, by the public suffix list, under its operator's name; null for bare names. */
export function organisationOf(host: string | null): string | null {
  const domain = host === null ? null : getDomain(host, { validateHostname: false });
  return domain === null ? null : (SAME_OPERATOR[domain] ?? domain);
}

/**
 * Public addresses that operators use between their own machines, where the lines give no checked name (Exchange Online
 * writes HELO and address only). Prefixes in bits, from the operators' published lists, November 2026.
 */
const OWN_NETS: Readonly<Record<string, readonly { readonly net: string; readonly bits: number }[]>> = {
  "outlook.com": [
    { net: "2603:1000::", bits: 24 },
    { net: "2a01:110::", bits: 31 },
    { net: "40.92.0.0", bits: 15 },
    { net: "40.107.0.0", bits: 16 },
    { net: "52.100.0.0", bits: 14 },
    { net: "104.47.0.0", bits: 17 },
  ],
  "google.com": [
    { net: "209.85.128.0", bits: 17 },
    { net: "2607:f8b0::", bits: 32 },
    { net: "2a00:1450::", bits: 32 },
  ],
};

/** True when the address is one the operator uses between its own machines. */
export function isOwnNet(organisation: string, ip: string): boolean {
  return (OWN_NETS[organisation] ?? []).some(({ net, bits }) => isInNet(ip, net, bits));
}
