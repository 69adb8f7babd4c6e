// The chain of trust: from the anchors over the root's keys to the keys of a zone, one DS at a time (RFC 4035 5).
import { toHex } from "../octets";
import { isAlgorithmSupported } from "./algorithms";
import type { Anchor } from "./anchors";
import { compareOctets } from "./canonical";
import { cutProof, gatherProofs, isInsecure } from "./denial";
import {
  type DelegationSigner,
  type DnsKey,
  isDigestSupported,
  keyDigest,
  maySign,
  readDelegationSigner,
  readKey,
} from "./keys";
import { LIMITS } from "./limits";
import { isBelow, labelsOf, parentOf } from "./name";
import type { ChainLink, DnssecReason } from "./proof";
import type { DnsFailure, DnsSession, Heard } from "./session";
import { checkRRset, findRRset, type SignedRRset, type Zone } from "./signatures";
import { TYPE } from "./types";
import type { DnsRecord } from "./wire";

/** The status of a name's zone, seen from the root. */
export type ZoneStatus =
  | {
      readonly verdict: "secure";
      /** The zone the name lies in. */
      readonly zone: Zone;
      readonly links: readonly ChainLink[];
    }
  | Weak;

export interface Weak {
  readonly verdict: "insecure" | "bogus" | "unreachable";
  readonly reason: DnssecReason;
  readonly failure: DnsFailure | null;
  /** The last link is the one that gave way. */
  readonly links: readonly ChainLink[];
}

/** Finds the status at a name; each name is examined once. */
export type Ground = (name: string) => Promise<ZoneStatus>;

export function groundOf(session: DnsSession, anchors: readonly Anchor[]): Ground {
  const known = new Map<string, Promise<ZoneStatus>>();
  const ground: Ground = (name) => {
    const status = known.get(name) ?? (name === "" ? root(session, anchors) : below(name));
    known.set(name, status);
    return status;
  };
  const below = async (name: string): Promise<ZoneStatus> => {
    const above = await ground(parentOf(name));
    return above.verdict === "secure" ? descend(session, name, above) : above;
  };
  return ground;
}

type Secure = Extract<ZoneStatus, { verdict: "secure" }>;

function fallen(name: string, above: readonly ChainLink[], reason: DnssecReason): Weak {
  const verdict = isInsecure(reason) ? "insecure" : "bogus";
  return {
    verdict,
    reason,
    failure: null,
    links: [...above, { name, kind: "zone", verdict, reason, algorithm: null }],
  };
}

/** No answer came. Too many questions are not the network's fault. */
function unheard(name: string, above: readonly ChainLink[], heard: Extract<Heard, { ok: false }>): Weak {
  if (heard.reason === "too-much-work") return fallen(name, above, "too-much-work");
  const { reason, failure } = heard;
  const link: ChainLink = { name, kind: "zone", verdict: "unreachable", reason, algorithm: null };
  return { verdict: "unreachable", reason, failure, links: [...above, link] };
}

async function root(session: DnsSession, anchors: readonly Anchor[]): Promise<ZoneStatus> {
  const isAnchored = async (key: DnsKey): Promise<boolean> =>
    anchors.includes(toHex((await keyDigest("", key.data, 2)) ?? new Uint8Array()).toUpperCase());
  return zoneKeys(session, "", [], isAnchored, "wrong-anchor");
}

/** One name further down from a proven zone: either a zone of its own, or not a zone cut at all. */
async function descend(session: DnsSession, name: string, above: Secure): Promise<ZoneStatus> {
  if (labelsOf(name).length > LIMITS.depth) return fallen(name, above.links, "too-much-work");
  const heard = await session.ask(name, TYPE.DS);
  if (!heard.ok) return unheard(name, above.links, heard);
  const { answer, authority } = heard.message;
  const signers = findRRset(answer, name, TYPE.DS);
  if (signers) {
    const checked = await checkRRset(signers, above.zone, session);
    if (!checked.ok) return fallen(name, above.links, checked.reason);
    if (checked.encloser !== null) return fallen(name, above.links, "no-proof");
    return vouched(session, name, above, checked.rrset.data);
  }
  const alias = aliasAt(answer, name, above.zone.name);
  if (alias) {
    // Beside a CNAME or below a DNAME there is no delegation (RFC 2181 10.1, RFC 6672 2.4).
    const checked = await checkRRset(alias, above.zone, session);
    return checked.ok ? above : fallen(name, above.links, checked.reason);
  }
  const cut = await cutProof(await gatherProofs(authority, above.zone, session), name, session);
  if (cut === "none") return above;
  return fallen(name, above.links, cut === "unsigned" ? "unsigned-zone" : cut);
}

/** The DNAME above the name within the zone, or the CNAME at it. */
function aliasAt(answer: readonly DnsRecord[], name: string, zone: string): SignedRRset | null {
  for (let at = parentOf(name); isBelow(at, zone) || at === zone; at = parentOf(at)) {
    const dname = findRRset(answer, at, TYPE.DNAME);
    if (dname) return dname;
    if (at === "") break;
  }
  return findRRset(answer, name, TYPE.CNAME);
}

/** The keys of a zone for which the zone above published these DS records. */
async function vouched(
  session: DnsSession,
  name: string,
  above: Secure,
  data: readonly Uint8Array[],
): Promise<ZoneStatus> {
  const all = data.map(readDelegationSigner).filter((one) => one !== null);
  const usable = all.filter((one) => isDigestSupported(one.digestType) && isAlgorithmSupported(one.algorithm));
  // RFC 4035 5.2: a zone vouched for only in ways we cannot check is like one that is not signed.
  if (usable.length === 0) return fallen(name, above.links, "unsupported-algorithm");
  const signers = usable.slice(0, LIMITS.delegationSigners);
  return zoneKeys(session, name, above.links, (key) => isVouched(name, key, signers), "wrong-key");
}

async function isVouched(name: string, key: DnsKey, signers: readonly DelegationSigner[]): Promise<boolean> {
  for (const { tag, algorithm, digestType, digest } of signers) {
    if (tag !== key.tag || algorithm !== key.algorithm) continue;
    const found = await keyDigest(name, key.data, digestType);
    if (found && compareOctets(found, digest) === 0) return true;
  }
  return false;
}

/** Takes all keys of a zone once its DNSKEY RRset is signed by a key that the zone above, or an anchor, vouches for. */
async function zoneKeys(
  session: DnsSession,
  name: string,
  above: readonly ChainLink[],
  isTrusted: (key: DnsKey) => Promise<boolean>,
  otherwise: "wrong-key" | "wrong-anchor",
): Promise<ZoneStatus> {
  const heard = await session.ask(name, TYPE.DNSKEY);
  if (!heard.ok) return unheard(name, above, heard);
  const found = findRRset(heard.message.answer, name, TYPE.DNSKEY);
  if (!found) return fallen(name, above, "no-signature");
  if (found.rrset.data.length > LIMITS.keys) return fallen(name, above, "too-much-work");
  const keys = found.rrset.data
    .map(readKey)
    .filter((key) => key !== null)
    .filter(maySign);
  const trusted: DnsKey[] = [];
  for (const key of keys) if (await isTrusted(key)) trusted.push(key);
  if (trusted.length === 0) return fallen(name, above, otherwise);
  const checked = await checkRRset(found, { name, keys: trusted }, session);
  if (!checked.ok) return fallen(name, above, checked.reason);
  const link: ChainLink = { name, kind: "zone", verdict: "secure", reason: "proven", algorithm: checked.algorithm };
  return { verdict: "secure", zone: { name, keys }, links: [...above, link] };
}
