// All questions for the tree, with their expected verdicts. Reasons are the extension's; where BIND's delv differs, `delv`
// has its verdict, and a comment the reason.
import type { DnssecReason, DnssecVerdict } from "../../src/domain/dns/proof";
import { ownerName } from "../dns/doh";
import { TYPE } from "./wire";
import { addressAt, type PEOPLED } from "./zones";

type Delv = "secure" | "insecure" | "bogus";

export interface Case {
  readonly name: string;
  readonly type: number;
  readonly verdict: DnssecVerdict;
  readonly reason: DnssecReason;
  /** null: irrelevant, as the answer is not used. */
  readonly kind: "records" | "none" | null;
  readonly delv: Delv;
}

type Ask = readonly [name: string, type: keyof typeof TYPE];

const secure = (kind: "records" | "none", ...asks: Ask[]): Case[] =>
  asks.map(([name, type]) => ({ name, type: TYPE[type], verdict: "secure", reason: "proven", kind, delv: "secure" }));

const insecure = (reason: DnssecReason, kind: "records" | "none", delv: Delv, ...asks: Ask[]): Case[] =>
  asks.map(([name, type]) => ({ name, type: TYPE[type], verdict: "insecure", reason, kind, delv }));

const bogus = (reason: DnssecReason, ...asks: Ask[]): Case[] =>
  asks.map(([name, type]) => ({ name, type: TYPE[type], verdict: "bogus", reason, kind: null, delv: "bogus" }));

const unreachable = (...asks: Ask[]): Case[] =>
  asks.map(([name, type]) => {
    return { name, type: TYPE[type], verdict: "unreachable", reason: "no-answer", kind: null, delv: "bogus" };
  });

const key = (zone: (typeof PEOPLED)[number]): Ask => [ownerName(addressAt(zone)), "OPENPGPKEY"];

/** The results must be the same under NSEC and NSEC3. */
const everything = (zone: "secure.test" | "nsec3.sha512"): Case[] => [
  ...secure(
    "records",
    key(zone),
    [zone, "A"],
    [zone, "MX"],
    [zone, "TXT"],
    [zone, "SOA"],
    [zone, "NS"],
    [zone, "DNSKEY"],
    [zone, "DS"],
    [`mx.${zone}`, "A"],
    [`mx.${zone}`, "AAAA"],
    [`MX.${zone.toUpperCase()}`, "A"],
    [`_25._tcp.mx.${zone}`, "TLSA"],
    [`_mta-sts.${zone}`, "TXT"],
    [`_submission._tcp.${zone}`, "SRV"],
    [`alice.${zone}`, "CERT"],
    [`alice._pka.${zone}`, "TXT"],
    [`any.wild.${zone}`, "TXT"],
    [`two.more.wild.${zone}`, "TXT"],
    [`*.wild.${zone}`, "TXT"],
    [`there.wild.${zone}`, "TXT"],
    [`there.wild.${zone}`, "MX"],
    [`any.wildalias.${zone}`, "A"],
    [`a.b.empty.${zone}`, "TXT"],
    [`alias.${zone}`, "A"],
    [`alias.${zone}`, "CNAME"],
    [`alias2.${zone}`, "A"],
    [`outalias.${zone}`, "A"],
    [`leaf.within.${zone}`, "TXT"],
    [`mx.out.${zone}`, "A"],
    [`out.${zone}`, "DNAME"],
  ),
  ...secure(
    "none",
    [ownerName(`nobody@${zone}`), "OPENPGPKEY"],
    [`nothing.${zone}`, "A"],
    [`a.very.deep.nothing.${zone}`, "A"],
    [zone, "OPENPGPKEY"],
    [`mx.${zone}`, "TXT"],
    // A name that exists only because names below it do (empty non-terminal).
    [`b.empty.${zone}`, "A"],
    [`_openpgpkey.${zone}`, "OPENPGPKEY"],
    [`any.wild.${zone}`, "A"],
    // The wildcard does not apply below an existing name.
    [`below.there.wild.${zone}`, "TXT"],
    [`dangling.${zone}`, "A"],
    [`alias.${zone}`, "TXT"],
    [`nothing.within.${zone}`, "TXT"],
    [`nothing.out.${zone}`, "A"],
    [`out.${zone}`, "A"],
  ),
  ...insecure("unsigned-zone", "records", "insecure", [`plainalias.${zone}`, "A"], [`mx.intoplain.${zone}`, "A"]),
  ...insecure("unsigned-zone", "none", "insecure", [`plainalias.${zone}`, "TXT"], [`nothing.intoplain.${zone}`, "A"]),
  ...bogus("bad-signature", [`bogusalias.${zone}`, "OPENPGPKEY"]),
  // BIND gives up on the loop itself and answers SERVFAIL.
  ...unreachable([`loop.${zone}`, "A"]),
];

export const QUESTIONS: readonly Case[] = [
  ...secure("records", ["", "NS"], ["", "SOA"], ["", "DNSKEY"], ["test", "DNSKEY"], ["test", "DS"], ["ns.test", "A"]),
  ...secure("none", ["", "TXT"], ["nothing", "A"], ["a.b.nothing", "MX"], ["uk.test", "A"], ["nothing.uk.test", "A"]),
  ...everything("secure.test"),
  ...everything("nsec3.sha512"),
  ...secure(
    "records",
    key("other.ed25519"),
    key("leaf.p384"),
    key("leaf.ed448"),
    key("signed.optout"),
    key("sub.secure.test"),
    key("far.uk.test"),
    key("standby.test"),
    key("both.test"),
    ["sub.secure.test", "DS"],
    ["www.optout", "A"],
    ["www.rounds.test", "A"],
  ),
  ...secure(
    "none",
    ["nothing.sha512", "A"],
    ["nothing.leaf.p384", "A"],
    ["nothing.leaf.ed448", "A"],
    ["nothing.sub.secure.test", "A"],
    ["someone.test", "A"],
    // The zone above proves that there are no keys.
    ["plain.test", "DS"],
    ["plain.sha512", "DS"],
    // No zone starts here.
    ["someone.test", "DS"],
    ["www.optout", "TXT"],
  ),
  ...insecure(
    "unsigned-zone",
    "records",
    "insecure",
    key("plain.test"),
    key("plain.sha512"),
    key("leaf.unsigned"),
    // Signed, but by keys without a DS above.
    key("island.plain.test"),
    ["plain.test", "MX"],
    // A signed zone's record, reached through an unsigned zone.
    ["back.plain.test", "A"],
  ),
  ...insecure("unsigned-zone", "none", "insecure", ["nothing.plain.test", "A"], ["nothing.island.plain.test", "A"]),
  ...insecure("opt-out", "records", "insecure", key("plain.optout")),
  // delv calls these proven. RFC 5155 9.2 forbids that for an opt-out span, which may contain unsigned names.
  ...insecure("opt-out", "none", "secure", ["nothing.optout", "A"], ["plain.optout", "DS"]),
  ...insecure("unsupported-algorithm", "records", "insecure", key("future.test"), key("digest.test")),
  // BIND 9.18 still accepts SHA-1; RFC 9905 tells validators to treat it as unknown.
  ...insecure("unsupported-algorithm", "records", "secure", key("sha1.test"), key("sha1ds.test")),
  // 150 iterations: BIND 9.18 accepts up to that, the extension up to 100 (RFC 9276 3.2).
  ...insecure("unsupported-algorithm", "none", "secure", ["nothing.rounds.test", "A"]),
  ...bogus("signature-expired", key("expired.test"), ["nothing.expired.test", "A"]),
  ...bogus("signature-not-yet-valid", key("early.test")),
  ...bogus("bad-signature", key("tampered.test")),
  // The tampered zone's other records are signed correctly.
  ...secure("records", [ownerName("bob@tampered.test"), "OPENPGPKEY"], ["tampered.test", "MX"]),
  ...bogus("wrong-key", key("wrongds.test"), ["nothing.wrongds.test", "A"]),
  ...bogus("no-signature", key("stripped.test"), ["nothing.stripped.test", "A"]),
  // The key is gone from the zone, but the signed list of the name's types still has it.
  ...bogus("no-proof", key("hidden.test")),
];

export const describeCase = ({ name, type }: Pick<Case, "name" | "type">): string => {
  const known = Object.entries(TYPE).find(([, number]) => number === type)?.[0] ?? `TYPE${type}`;
  return `${name || "."} ${known}`;
};
