// What one resolver's answers, each validated by domain/dns, show about the delivery to a domain.
import type { DnsQuestion, Resolved } from "../dns/resolve";
import { TYPE } from "../dns/types";
import { policyId, recordName } from "./mta-sts";
import { mailHosts } from "./mx";
import { isUsable, tlsaName } from "./tlsa";

/** Resolves and validates; never rejects. */
export type Prove = (question: DnsQuestion) => Promise<Answer>;
type Answer = Pick<Resolved, "verdict" | "kind" | "records" | "chain">;

/** proven: it holds. none: it is known not to hold. bogus: signatures are invalid. unknown: too few answers. */
export type Proof = "proven" | "none" | "bogus" | "unknown";

export interface Sight {
  /** Whether a host takes the mail. none: a null MX, or no host at all. */
  readonly mail: "hosts" | "none" | "bogus" | "unknown";
  /** In the order senders try them. */
  readonly hosts: readonly string[];
  /** Whether every host's key is in the signed DNS (RFC 7672). */
  readonly dane: Proof;
  /** Whether an MTA-STS policy is announced; `policy` is its id. */
  readonly announced: Proof;
  readonly policy: string | null;
}

/** More hosts of a domain are not checked and stay unknown. The most seen is five, at Google. */
const MOST_HOSTS = 8;

export async function look(domain: string, prove: Prove): Promise<Sight> {
  const [mx, txt] = await Promise.all([
    prove({ name: domain, type: TYPE.MX }),
    prove({ name: recordName(domain), type: TYPE.TXT }),
  ]);
  return { ...(await lookAtHosts(domain, mx, prove)), ...announcement(txt) };
}

type Hosts = Pick<Sight, "mail" | "hosts" | "dane">;

async function lookAtHosts(domain: string, mx: Answer, prove: Prove): Promise<Hosts> {
  if (mx.verdict === "bogus") return { mail: "bogus", hosts: [], dane: "bogus" };
  if (mx.verdict === "unreachable") return { mail: "unknown", hosts: [], dane: "unknown" };
  const found = mailHosts(domain, mx.records);
  if (found.is === "none") return { mail: "none", hosts: [], dane: "none" };
  const { hosts, implicit } = found;
  const secure = mx.verdict === "secure";
  // An unsigned MX record may be forged, so nothing at its hosts' names proves anything (RFC 7672 2.2.1).
  if (!secure && !implicit) return { mail: "hosts", hosts, dane: "none" };
  const proofs = await Promise.all(hosts.slice(0, MOST_HOSTS).map((host) => proofOf(host, prove, secure)));
  const there = hosts.filter((_, i) => proofs[i] !== "gone");
  if (there.length === 0) return { mail: "none", hosts: [], dane: "none" };
  const rest: Proof[] = hosts.length > MOST_HOSTS ? ["unknown"] : [];
  const dane = weakest([...proofs.filter((proof) => proof !== "gone"), ...rest]);
  // Implicit MX: if even the domain's own address cannot be looked up, it is unknown whether it takes mail.
  const mail = implicit && (dane === "bogus" || (dane === "unknown" && !secure)) ? dane : "hosts";
  return { mail, hosts: there, dane };
}

/** All proofs must hold, so a known failure outweighs an unknown. */
function weakest(proofs: readonly Proof[]): Proof {
  return (["bogus", "none", "unknown"] as const).find((proof) => proofs.includes(proof)) ?? "proven";
}

/**
 * gone: it has no address, so no mail goes there. `secure`: it is proven that this is the host; then its absence must be
 * proven too.
 */
async function proofOf(host: string, prove: Prove, secure: boolean): Promise<Proof | "gone"> {
  const addresses = await Promise.all([TYPE.A, TYPE.AAAA].map((type) => prove({ name: host, type })));
  const verdicts = addresses.map(({ verdict }) => verdict);
  if (verdicts.includes("bogus")) return "bogus";
  if (verdicts.includes("unreachable")) return "unknown";
  const found = addresses.find(({ kind }) => kind === "records");
  const proven = !verdicts.includes("insecure");
  // An attacker who hides a host without a key must not make the others look complete.
  if (!found) return proven || !secure ? "gone" : "none";
  // RFC 7672 2.2.2: the TLSA records of a host in an unsigned zone are not even queried.
  if (!secure || !proven) return "none";
  // The target of an alias first, then the original name (RFC 7672 2.2.3).
  const end = found.chain.findLast(({ kind }) => kind === "record")?.name ?? host;
  for (const base of new Set([end, host])) {
    const proof = tlsaProof(await prove({ name: tlsaName(base), type: TYPE.TLSA }));
    if (proof !== "none") return proof;
  }
  return "none";
}

function tlsaProof({ verdict, records }: Answer): Proof {
  if (verdict === "bogus") return "bogus";
  if (verdict === "unreachable") return "unknown";
  return verdict === "secure" && records.some(isUsable) ? "proven" : "none";
}

function announcement({ verdict, records }: Answer): Pick<Sight, "announced" | "policy"> {
  if (verdict === "bogus") return { announced: "bogus", policy: null };
  if (verdict === "unreachable") return { announced: "unknown", policy: null };
  const policy = policyId(records);
  // The record need not be signed, since the policy itself comes over HTTPS (RFC 8461 2).
  return { announced: policy === null ? "none" : "proven", policy };
}
