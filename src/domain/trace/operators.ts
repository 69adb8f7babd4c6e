// Who runs a mail host, as far as names and addresses tell without asking anybody.
import { getDomain } from "tldts-icann";

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

/** IPv4 as four numbers; null for anything else. */
function v4(ip: string): number[] | null {
  const parts = ip.split(".").map(Number);
  return parts.length === 4 && parts.every((part) => Number.isInteger(part) && part >= 0 && part < 256) ? parts : null;
}

/** The eight groups of an IPv6 address; null when it is none. */
function v6(ip: string): number[] | null {
  if (!ip.includes(":")) return null;
  const [, host] = /^http:\/\/\[(.*)\]\/$/.exec(URL.parse(`http://[${ip}]/`)?.href ?? "") ?? [];
  if (host === undefined) return null;
  const [head, tail] = host.split("::").map((half) =>
    half
      .split(":")
      .filter(Boolean)
      .map((group) => Number.parseInt(group, 16)),
  );
  return tail === undefined ? head! : [...head!, ...Array<number>(8 - head!.length - tail.length).fill(0), ...tail];
}

/**
 * An address that cannot come from the public internet: RFC 1918, loopback, link-local, RFC 6598, RFC 4193; also 6to4 and
 * IPv4-mapped forms of those (Google writes its own machines as 2002:a05:...).
 */
export function isPrivate(ip: string): boolean {
  const four = v4(ip);
  if (four) return isPrivateV4(four);
  const six = v6(ip);
  if (!six) return false;
  const [first, second, third] = six as [number, number, number];
  const embedded = (high: number, low: number): number[] => [high >> 8, high & 255, low >> 8, low & 255];
  if (first === 0x2002) return isPrivateV4(embedded(second, third));
  if (six.slice(0, 5).every((group) => group === 0) && six[5] === 0xffff)
    return isPrivateV4(embedded(six[6]!, six[7]!));
  const loopback = six.slice(0, 7).every((group) => group === 0) && six[7] === 1;
  return loopback || (first & 0xfe00) === 0xfc00 || (first & 0xffc0) === 0xfe80;
}

function isPrivateV4([a, b]: readonly number[]): boolean {
  if (a === 10 || a === 127) return true;
  return (
    (a === 192 && b === 168) ||
    (a === 172 && b! >= 16 && b! < 32) ||
    (a === 169 && b === 254) ||
    (a === 100 && b! >= 64 && b! < 128)
  );
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
  return (OWN_NETS[organisation] ?? []).some(({ net, bits }) => inNet(ip, net, bits));
}

function inNet(ip: string, net: string, bits: number): boolean {
  const sizes = ip.includes(":") ? 16 : 8;
  const parse = ip.includes(":") ? v6 : v4;
  const [a, b] = [parse(ip), parse(net)];
  if (!a || !b) return false;
  return a.every((group, i) => {
    const left = Math.min(Math.max(bits - i * sizes, 0), sizes);
    const mask = left === 0 ? 0 : ((2 ** left - 1) << (sizes - left)) >>> 0;
    return (group & mask) === (b[i]! & mask);
  });
}
