// A tree of signed zones in memory, which answers like a resolver that does not validate: tests of the validator and the
// demonstration's DoH server ask it. Records may be set and removed while it runs; everything is signed when it is asked for.

import { joined } from "../../octets";
import type { RRset } from "../canonical";
import { isBelow, isWithin, labelsOf, nameFromWire, nameToWire, parentOf, tailOf, under } from "../name";
import { type DnsQuestion, RCODE, TYPE } from "../types";
import { type DnsRecord, readMessage } from "../wire";
import { type Flaw, type SignedZone, signedZone, vouchFor, type ZoneSpec } from "./signed-zone";
import { digestOf } from "./signer";
import { type Reply, writeMessage } from "./write-message";

export type { Flaw, ZoneSpec } from "./signed-zone";
export { type Reply, writeMessage } from "./write-message";

export interface SignedTree {
  /** The root's key as anchors for resolve(). */
  readonly anchors: readonly string[];
  /** The answer to a query in wire form; SERVFAIL to what is none. */
  answer(query: Uint8Array): Promise<Uint8Array>;
  /** The same before it is octets, for tests that change it. */
  reply(question: DnsQuestion): Reply;
  /** Replaces the records of one type at a name, in the zone the name lies in. */
  set(owner: string, type: number, data: readonly Uint8Array[], ttl?: number): void;
  /** Removes them; all types when none is given. */
  remove(owner: string, type?: number): void;
  /** Makes a zone sign wrongly from now on: everything, or only what belongs to one owner. null mends it. */
  spoil(zone: string, kind: Flaw | null, at?: string): void;
  zone(name: string): SignedZone;
}

export interface TreeSpec {
  /** The root must be among them. Zones are delegated by the nearest one above. */
  readonly zones: readonly ZoneSpec[];
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** RDATA that is one name: NS, CNAME, PTR, DNAME. */
export const nameData = (name: string): Uint8Array => nameToWire(name)!;
/** RDATA of TXT: one character-string for each text. */
export const textData = (...texts: readonly string[]): Uint8Array =>
  joined(
    texts.map((text) => {
      const octets = new TextEncoder().encode(text);
      return Uint8Array.of(octets.length, ...octets);
    }),
  );
/** RDATA of A. */
export const addressData = (address: string): Uint8Array => Uint8Array.from(address.split("."), Number);

const MAX_ALIASES = 16;
/** A DNAME made a name too long (RFC 6672 2.2). */
const YXDOMAIN = 6;

export async function signedTree({ zones: specs, now }: TreeSpec): Promise<SignedTree> {
  const zones = new Map(specs.map((spec) => [spec.name, signedZone(spec, now)]));
  for (const spec of specs) {
    if (spec.name === "") continue;
    const above = zoneOf(parentOf(spec.name));
    above.set(spec.name, TYPE.NS, [nameToWire(under("ns", spec.name))!]);
    if (spec.delegation !== "none") above.set(spec.name, TYPE.DS, [vouchFor(zones.get(spec.name)!, spec.digestType)]);
  }

  /** The zone a name lies in. */
  function zoneOf(name: string): SignedZone {
    for (let at = name; ; at = parentOf(at)) {
      const zone = zones.get(at);
      if (zone) return zone;
      if (at === "") throw new Error("a tree needs a root zone");
    }
  }

  /** The zone that answers: for DS the one above the cut (RFC 4035 3.1.4.1). */
  const zoneFor = (name: string, type: number): SignedZone =>
    type === TYPE.DS && name !== "" ? zoneOf(parentOf(name)) : zoneOf(name);

  function reply(question: DnsQuestion): Reply {
    const name = question.name.toLowerCase();
    const out: Reply = { question: { name, type: question.type }, rcode: RCODE.NOERROR, answer: [], authority: [] };
    follow(name, question.type, out, 0);
    return out;
  }

  function follow(name: string, type: number, out: Reply, links: number): void {
    if (links > MAX_ALIASES) return;
    const zone = zoneFor(name, type);
    const dname = dnameAbove(zone, name);
    if (dname) {
      out.answer.push(...zone.signedRecords(dname));
      const prefix = labelsOf(name).slice(0, labelsOf(name).length - labelsOf(dname.owner).length);
      const target = [...prefix, ...labelsOf(nameFromWire(dname.data[0]!))].join(".");
      if (!nameToWire(target)) {
        out.rcode = YXDOMAIN;
        return;
      }
      out.answer.push({ owner: name, type: TYPE.CNAME, ttl: dname.ttl, data: nameToWire(target)! });
      follow(target, type, out, links + 1);
      return;
    }
    if (zone.exists(name)) {
      answerFrom(zone, name, name, type, out, links);
      return;
    }
    const encloser = closestEncloser(zone, name);
    const wildcard = under("*", encloser);
    const nextCloser = tailOf(name, labelsOf(encloser).length + 1);
    const proof = zone.usesHashes
      ? [...zone.denial(encloser, "match"), ...zone.denial(nextCloser, "cover")]
      : zone.denial(name, "cover");
    if (zone.exists(wildcard)) {
      add(out, proof);
      answerFrom(zone, wildcard, name, type, out, links);
      return;
    }
    out.rcode = RCODE.NXDOMAIN;
    add(out, [...zone.signedRecords(zone.get(zone.name, TYPE.SOA)!), ...proof, ...zone.denial(wildcard, "cover")]);
  }

  /** What is at `owner`, given as `name`, which is another name for a wildcard. */
  function answerFrom(zone: SignedZone, owner: string, name: string, type: number, out: Reply, links: number): void {
    const found = zone.get(owner, type);
    const alias = zone.get(owner, TYPE.CNAME);
    if (found) out.answer.push(...zone.signedRecords(found, name));
    else if (alias) {
      out.answer.push(...zone.signedRecords(alias, name));
      follow(nameFromWire(alias.data[0]!), type, out, links + 1);
    } else {
      const match = zone.denial(owner, "match");
      const denial = match.length > 0 ? match : zone.denial(owner, "cover");
      add(out, [...zone.signedRecords(zone.get(zone.name, TYPE.SOA)!), ...denial, ...optedOut(zone, owner, match)]);
    }
  }

  /** A name left out of the chain by opt-out needs the proof of its closest encloser (RFC 5155 7.2.4). */
  function optedOut(zone: SignedZone, owner: string, match: readonly DnsRecord[]): DnsRecord[] {
    if (!zone.usesHashes || match.length > 0) return [];
    for (let at = owner; at !== zone.name; at = parentOf(at)) {
      const encloser = zone.denial(parentOf(at), "match");
      if (encloser.length > 0) return [...encloser, ...zone.denial(at, "cover")];
    }
    return [];
  }

  return {
    anchors: [toHex(digestOf("", zones.get("")!.keySigner, 2))],
    reply,
    async answer(query) {
      const question = readMessage(query)?.question;
      if (question) return writeMessage(reply(question));
      return writeMessage({ question: { name: "", type: 0 }, rcode: 2, answer: [], authority: [] });
    },
    set: (owner, type, data, ttl) => zoneFor(owner, type).set(owner, type, data, ttl),
    remove: (owner, type) => zoneFor(owner, type ?? 0).remove(owner, type),
    spoil(name, kind, at) {
      zones.get(name)!.flaw = kind && { kind, at: at ?? null };
    },
    zone: (name) => zones.get(name)!,
  };
}

function dnameAbove(zone: SignedZone, name: string): RRset | null {
  for (let at = name; isBelow(at, zone.name); at = parentOf(at)) {
    const found = zone.get(parentOf(at), TYPE.DNAME);
    if (found) return found;
  }
  return null;
}

function closestEncloser(zone: SignedZone, name: string): string {
  let at = parentOf(name);
  while (isWithin(at, zone.name) && at !== zone.name && !zone.exists(at)) at = parentOf(at);
  return at;
}

/** Adds records to the authority section, each once. */
function add(out: Reply, records: readonly DnsRecord[]): void {
  for (const record of records) if (!out.authority.some((one) => sameRecord(one, record))) out.authority.push(record);
}

/** ECDSA signs each time anew, so signatures are the same when they cover the same. */
function sameRecord(a: DnsRecord, b: DnsRecord): boolean {
  if (a.owner !== b.owner || a.type !== b.type) return false;
  const length = a.type === TYPE.RRSIG ? 18 : Math.max(a.data.length, b.data.length);
  return toHex(a.data.subarray(0, length)) === toHex(b.data.subarray(0, length));
}

const toHex = (octets: Uint8Array): string => Buffer.from(octets).toString("hex").toUpperCase();
