// CNAME and DNAME: where an answer says to look instead.
import { isBelow, labelsOf, nameFromWire, nameToWire, parentOf } from "./name";
import { findRRset, type SignedRRset } from "./signatures";
import { TYPE } from "./types";
import type { DnsMessage, DnsRecord } from "./wire";

/** What was asked for, or a step on the way to it. */
export interface Link {
  readonly kind: "alias" | "record";
  readonly set: SignedRRset;
}

/**
 * What the answer has at a name. A DNAME above comes first, as the CNAME it makes is not signed (RFC 6672 5.3.1); the
 * records asked for come before a CNAME.
 */
export function linkAt(answer: readonly DnsRecord[], name: string, type: number): Link | null {
  for (let at = name; at !== ""; at = parentOf(at)) {
    const dname = findRRset(answer, parentOf(at), TYPE.DNAME);
    if (dname) return { kind: "alias", set: dname };
  }
  const records = findRRset(answer, name, type);
  if (records) return { kind: "record", set: records };
  const cname = findRRset(answer, name, TYPE.CNAME);
  return cname && { kind: "alias", set: cname };
}

/** Where an alias leads; null if it is none, or the name would be too long. There must be one record (RFC 2181 10.1). */
export function targetOf({ rrset }: SignedRRset, name: string): string | null {
  if (rrset.data.length !== 1) return null;
  const target = nameFromWire(rrset.data[0]!);
  if (rrset.type === TYPE.CNAME) return target;
  const kept = labelsOf(name).slice(0, labelsOf(name).length - labelsOf(rrset.owner).length);
  const whole = [...kept, ...labelsOf(target)].join(".");
  return nameToWire(whole) && whole;
}

/** Whether an answer goes on about the target of an alias, so that it need not be asked for. */
export const speaksOf = ({ answer, authority }: DnsMessage, name: string): boolean =>
  answer.some(({ owner, type }) => owner === name || (type === TYPE.DNAME && isBelow(name, owner))) ||
  authority.some(({ type }) => type === TYPE.SOA);
