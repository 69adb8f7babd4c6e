// The private tree as data: its zones, how each is signed and its deliberate faults. tree.ts makes it.
import { createHash } from "node:crypto";
import { ownerName } from "../dns/doh";

/** dnssec-keygen's names of algorithms. */
export type Algorithm =
  | "RSASHA1"
  | "RSASHA256"
  | "RSASHA512"
  | "ECDSAP256SHA256"
  | "ECDSAP384SHA384"
  | "ED25519"
  | "ED448";

export interface Zone {
  /** Without the final dot; "" is the root. */
  readonly name: string;
  readonly algorithm: Algorithm | null;
  /** One key (CSK) instead of a KSK and a ZSK. */
  readonly oneKey?: true;
  /** Signed by this algorithm too, with a DS for each. */
  readonly also?: Algorithm;
  readonly denial?: "nsec3" | "opt-out";
  readonly salt?: string;
  readonly iterations?: number;
  /** dnssec-signzone's start and end. */
  readonly window?: readonly [string, string];
  /** The DS in the zone above; default: the right one, by SHA-256. */
  readonly ds?: "none" | "another-key" | "standby-too" | "unknown-digest" | "sha1";
  /** Served unsigned, although the zone above has a DS. */
  readonly servedUnsigned?: true;
  readonly records: string;
  /** A change to the signed zone file. */
  readonly edit?: (signed: string, keys: Keys) => string;
}

/** Address -> binary public key. */
export type Keys = ReadonlyMap<string, Buffer>;

const person = (keys: Keys, address: string): Buffer => {
  const key = keys.get(address);
  if (!key) throw new Error(`no key was made for ${address}`);
  return key;
};

const base64 = (data: Buffer): string => data.toString("base64");

/** Every zone with people has alice, so that zones can be compared. */
export const addressAt = (zone: string): string => `alice@${zone}`;

const keyAt =
  (zone: string, local = "alice") =>
  (keys: Keys): string =>
    `${ownerName(`${local}@${zone}`)}. OPENPGPKEY ${base64(person(keys, `${local}@${zone}`))}\n`;

const fingerprintOf = (zone: string): Buffer => createHash("sha1").update(zone).digest();

/** All records asked for in a zone where people have mail; the same under NSEC and NSEC3. */
const everything = (zone: string, keys: Keys): string => {
  const key = base64(person(keys, addressAt(zone)));
  const fingerprint = fingerprintOf(zone);
  const url = `https://openpgpkey.${zone}/alice`;
  const ipgp = Buffer.concat([Buffer.from([20]), fingerprint, Buffer.from(url)]);
  return `${keyAt(zone)(keys)}@ A 127.0.0.1
@ MX 10 mx
@ MX 20 MX2.Other.Example.
@ TXT "v=spf1 -all"
mx A 127.0.0.1
mx A 127.0.0.3
mx A 127.0.0.2
mx AAAA ::1
_25._tcp.mx TLSA 3 1 1 ${createHash("sha256").update(zone).digest("hex")}
_mta-sts TXT "v=STSv1; id=20261122T000000;"
_submission._tcp SRV 0 1 465 MX
alice CERT PGP 0 0 ${key}
alice CERT IPGP 0 0 ${base64(ipgp)}
alice._pka TXT "v=pka1;fpr=${fingerprint.toString("hex").toUpperCase()};uri=${url}"
*.wild TXT "from a wildcard"
*.wildalias CNAME mx
there.wild TXT "a name beside the wildcard"
there.wild MX 10 mx
a.b.empty TXT "below an empty name"
alias CNAME mx
alias2 CNAME alias
dangling CNAME nothing.here
loop CNAME loop2
loop2 CNAME loop
outalias CNAME mx.other.ed25519.
plainalias CNAME mx.plain.test.
bogusalias CNAME ${ownerName("alice@tampered.test")}.
within DNAME tree
leaf.tree TXT "under a DNAME"
out DNAME other.ed25519.
intoplain DNAME plain.test.
`;
};

const small = (zone: string, keys: Keys): string => `${keyAt(zone)(keys)}@ MX 10 mx\nmx A 127.0.0.1\n`;

/** Puts another key under alice's name, as an attacker with the name server but without the zone's keys could. */
function swapKey(signed: string, zone: string, key: Buffer): string {
  const owner = ownerName(addressAt(zone)).replaceAll(".", "\\.");
  const line = new RegExp(`^(${owner}\\.\\s+\\d+\\s+IN\\s+OPENPGPKEY)\\s.*$`, "m");
  if (!line.test(signed)) throw new Error(`no key record in the signed zone ${zone}`);
  return signed.replace(line, `$1 ${base64(key)}`);
}

/** Removes alice's key and its signature; the signed NSEC of the name remains. */
const hideKey = (signed: string, zone: string): string => {
  const owner = `${ownerName(addressAt(zone))}.`;
  return signed
    .split("\n")
    .filter((line) => !(line.startsWith(owner) && /\sIN\s+(OPENPGPKEY|RRSIG\s+OPENPGPKEY)\s/.test(line)))
    .join("\n");
};

/** Replaces algorithm 13 by 17, which no validator here knows. */
const unknownAlgorithm = (signed: string): string =>
  signed.replace(/(\sIN\s+DNSKEY\s+\d+\s+3\s+)13(\s)/g, "$117$2").replace(/(\sIN\s+RRSIG\s+\S+\s+)13(\s)/g, "$117$2");

/** Zones with a key for alice (see ALSO for the others). */
export const PEOPLED = [
  "secure.test",
  "nsec3.sha512",
  "other.ed25519",
  "leaf.p384",
  "leaf.ed448",
  "signed.optout",
  "sub.secure.test",
  "far.uk.test",
  "plain.test",
  "plain.sha512",
  "plain.optout",
  "island.plain.test",
  "expired.test",
  "early.test",
  "tampered.test",
  "wrongds.test",
  "stripped.test",
  "hidden.test",
  "sha1.test",
  "future.test",
  "digest.test",
  "sha1ds.test",
  "standby.test",
  "both.test",
  "leaf.unsigned",
] as const;

/** Addresses besides alice's. The tampered zone serves mallory's key. */
export const ALSO = ["bob@secure.test", "bob@tampered.test", "mallory@tampered.test"] as const;

export function zones(keys: Keys): readonly Zone[] {
  const P256 = "ECDSAP256SHA256";
  const leaf = (name: string, algorithm: Algorithm | null, more: Partial<Zone> = {}): Zone => ({
    name,
    algorithm,
    records: small(name, keys),
    ...more,
  });
  return [
    { name: "", algorithm: "RSASHA256", records: "" },
    { name: "test", algorithm: P256, records: 'ns A 127.0.0.1\nsomeone TXT "no zone"\n' },
    { name: "sha512", algorithm: "RSASHA512", denial: "nsec3", salt: "CAFE", iterations: 5, records: "" },
    { name: "p384", algorithm: "ECDSAP384SHA384", records: "" },
    { name: "ed25519", algorithm: "ED25519", oneKey: true, records: "" },
    { name: "ed448", algorithm: "ED448", denial: "nsec3", records: "" },
    { name: "optout", algorithm: P256, denial: "opt-out", records: "www A 127.0.0.1\n" },
    {
      name: "secure.test",
      algorithm: "ED25519",
      records: `${everything("secure.test", keys)}${keyAt("secure.test", "bob")(keys)}`,
    },
    { name: "nsec3.sha512", algorithm: P256, denial: "nsec3", records: everything("nsec3.sha512", keys) },
    leaf("other.ed25519", P256, { oneKey: true }),
    leaf("leaf.p384", "ECDSAP384SHA384"),
    leaf("leaf.ed448", "ED448"),
    leaf("signed.optout", P256),
    leaf("sub.secure.test", P256),
    // Two labels below the parent zone: uk.test is an empty non-terminal.
    leaf("far.uk.test", P256),
    leaf("plain.test", null, { records: `${small("plain.test", keys)}back CNAME mx.secure.test.\n` }),
    leaf("plain.sha512", null),
    { name: "unsigned", algorithm: null, records: "" },
    leaf("leaf.unsigned", null),
    leaf("plain.optout", null),
    // Signed, but without a DS above.
    leaf("island.plain.test", P256, { ds: "none" }),
    leaf("expired.test", P256, { window: ["20240101000000", "20240201000000"] }),
    leaf("early.test", P256, { window: ["20400101000000", "20400201000000"] }),
    leaf("tampered.test", P256, {
      records: `${small("tampered.test", keys)}${keyAt("tampered.test", "bob")(keys)}`,
      edit: (signed) => swapKey(signed, "tampered.test", person(keys, "mallory@tampered.test")),
    }),
    leaf("wrongds.test", P256, { ds: "another-key" }),
    // A DS for a standby key, not in use yet, beside that of the active one (RFC 7583 3.3.2).
    leaf("standby.test", P256, { ds: "standby-too" }),
    // One supported algorithm is enough (RFC 6840 5.11).
    leaf("both.test", P256, { also: "RSASHA1" }),
    leaf("stripped.test", P256, { servedUnsigned: true }),
    leaf("hidden.test", P256, { edit: (signed) => hideKey(signed, "hidden.test") }),
    leaf("sha1.test", "RSASHA1"),
    leaf("future.test", P256, { edit: unknownAlgorithm }),
    leaf("digest.test", P256, { ds: "unknown-digest" }),
    leaf("sha1ds.test", P256, { ds: "sha1" }),
    { name: "rounds.test", algorithm: P256, denial: "nsec3", iterations: 150, records: "www A 127.0.0.1\n" },
  ];
}
