// Who runs a mail host, as far as names and addresses show without any query.

import { domainOf, isShared } from "../registrable";
import { isInNet, v4 } from "./ip";
import { OPERATORS } from "./operator-table";

export interface Operator {
  /** The domain that identifies it, as `organisationOf` returns it for its hosts. */
  readonly id: string;
  /** The name people know it by. */
  readonly name: string;
  /** ISO 3166 code of the country whose law the company answers to. */
  readonly country: string;
}

const BY_DOMAIN: ReadonlyMap<string, Operator> = new Map(
  OPERATORS.flatMap(([id, name, country, domains]) =>
    [id, ...domains.split(" ").filter(Boolean)].map((domain) => [domain, { id, name, country }]),
  ),
);

/**
 * Operators whose machines write a bare name of a form that nobody else uses. Seen in public list archives up to 2021,
 * Apple's in 2026.
 */
const BARE_NAMES: readonly { readonly name: RegExp; readonly id: string }[] = [
  { name: /^mwin[bf]\d[a-z]\d\d$/, id: "orange.fr" },
  { name: /^p\d+-(?:icloudmta|mailgateway)-/, id: "apple.com" },
];

/** Includes an operator's own machines below a domain in which its customers have names too. */
function operatorAt(domain: string): Operator | undefined {
  const above = domain.slice(domain.indexOf(".") + 1);
  return BY_DOMAIN.get(domain) ?? (isShared(above) ? BY_DOMAIN.get(above) : undefined);
}

/** The id of a host's operator, else its registrable domain; null for bare names that belong to no known operator. */
export function organisationOf(host: string | null): string | null {
  const domain = domainOf(host);
  if (domain !== null) return operatorAt(domain)?.id ?? domain;
  return BARE_NAMES.find(({ name }) => host !== null && name.test(host))?.id ?? null;
}

/** The known operator of a host, or of an organisation as `organisationOf` names it; null when the table has none. */
export const operatorOf = (host: string | null): Operator | null => operatorAt(domainOf(host) ?? "") ?? null;

/**
 * Public addresses that operators use between their own machines, where lines have no verified name (Exchange Online writes
 * HELO and address only). Prefix lengths in bits, from the operators' published lists, November 2026.
 */
const OWN_NETS: Readonly<Record<string, readonly { readonly net: string; readonly bits: number }[]>> = {
  "outlook.com": [
    // Exchange Online's part of each region; around it are Azure's machines, which anybody can rent.
    ..."1006 1016 1026 1036 1046 1056 1086 1096 10a6 10b6 10c6 10d6 10e6"
      .split(" ")
      .map((part) => ({ net: `2603:${part}::`, bits: 32 })),
    { net: "2a01:111:f400::", bits: 48 },
    { net: "2a01:111:f403::", bits: 48 },
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

/** Whether the operator's machines are identified by these addresses instead of names. */
export const hasOwnNets = (organisation: string): boolean => Object.hasOwn(OWN_NETS, organisation);

/** True when the address is one the operator uses between its own machines. */
export function isOwnNet(organisation: string, ip: string): boolean {
  return (OWN_NETS[organisation] ?? []).some(({ net, bits }) => isInNet(ip, net, bits));
}

/** Parts of the names that providers give to customers' lines and rented servers, without digits at the end. */
const LET_OUT: ReadonlySet<string> = new Set([
  ..."abo access adsl broadband cable client clients cloudapp cluster compute cust customer customers dedicated dhcp dial dialin dialup dip".split(
    " ",
  ),
  ..."dsl dyn dynamic fbx fibre fiber ftth hsd ip lease pool pools ppp pppoe res rev static subs vdsl vps wireless".split(
    " ",
  ),
  // Machines shared by many customers, each with programs of their own.
  ..."dedi hosting infong shared web webhost webhosting www".split(" "),
]);

/** A customer's number: "ns3123456", "cc123456-a". */
const NUMBERED = /^(?:cc|ks|ns|rps|sd)-?\d{5}/;

/**
 * Whether an operator has rented the machine to a customer: its name is in the operator's domain, but anybody may be behind
 * it. Such names say so, or spell out the address.
 */
export function isLetOut(host: string, ip: string | null): boolean {
  const labels = host.split(".").slice(0, -2);
  if (labels.flatMap((label) => label.split("-")).some((part) => LET_OUT.has(part.replace(/\d+$/, "")))) return true;
  if (labels.some((label) => NUMBERED.test(label))) return true;
  const octets = ip === null ? null : v4(ip);
  if (!octets) return false;
  const numbers = (host.match(/\d+/g) ?? []).map(Number).join(".");
  const hex = octets.map((octet) => octet.toString(16).padStart(2, "0")).join("");
  if (host.toLowerCase().includes(hex)) return true;
  return [octets, octets.toReversed()].some((way) => `.${numbers}.`.includes(`.${way.join(".")}.`));
}
