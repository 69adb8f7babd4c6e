// The policies of domains for mail delivered to them (MTA-STS, RFC 8461). Fetching one tells the domain that somebody
// at the user's IP address is about to write to it, so this needs the user's opt-in.
import type { Sight } from "../../domain/delivery/look";
import { type Policy, policyUrl, readPolicy } from "../../domain/delivery/mta-sts";
import { type PolicyState, policyState } from "../../domain/delivery/transport";
import { stands } from "../../domain/stamps";
import type { fetchBytes } from "../fetch";
import { database } from "../store/database";
import { unkeptPolicies } from "../store/mail-policies";
import { apart } from "../store/noting";

export interface PolicyAsk {
  readonly ask: typeof fetchBytes;
  readonly signal: AbortSignal;
  /** Milliseconds. */
  readonly now: number;
  /** The settings allow asking. */
  readonly allowed: boolean;
  /** Ask although it failed a moment ago. */
  readonly force: boolean;
}

const HOUR = 3_600_000;
/** A policy may last a year, but one that old says little about today's encryption. */
const MOST_KEPT = 31 * 24 * HOUR;
/** RFC 8461 3.3: no more often than every five minutes. */
const PAUSE = 5 * 60_000;

const lifeOf = ({ maxAge }: Policy): number => Math.min(Math.max(maxAge * 1000, HOUR), MOST_KEPT);

/** Recent failures. Forgotten with the worker, since they prove nothing. */
const failures = new Map<string, { readonly state: PolicyState; readonly until: number }>();

/** The state of a domain's policy, given the announcement and hosts in `sight`. */
export async function askPolicy(domain: string, sight: Sight, options: PolicyAsk): Promise<PolicyState> {
  const { now, allowed, force } = options;
  if (!allowed) return sight.announced === "proven" ? "off" : "none";
  const kept = unkeptPolicies.get(domain) ?? (await database.mailPolicies.get(domain));
  const fresh = kept && stands(kept.until, now, lifeOf(kept.read)) ? kept.read : null;
  // A policy is valid until it expires, even without its record: hiding the record must not cancel it.
  if (fresh && (sight.announced !== "proven" || kept?.policy === sight.policy)) return policyState(fresh, sight.hosts);
  if (sight.announced !== "proven" || sight.policy === null) return "none";
  const failed = failures.get(domain);
  const old = fresh && policyState(fresh, sight.hosts);
  // The DNS took all the time: the domain was not asked, so this is no failure of its own.
  if (options.signal.aborted) return old ?? "unreachable";
  if (failed && stands(failed.until, now, PAUSE) && !force) return old ?? failed.state;
  const fetched = await fetchPolicy(domain, options);
  if (typeof fetched === "string") {
    failures.set(domain, { state: fetched, until: now + PAUSE });
    // RFC 8461 3.3: if a new policy cannot be fetched, the old one remains in force.
    return old ?? fetched;
  }
  failures.delete(domain);
  const until = now + lifeOf(fetched);
  const row = { id: domain, policy: sight.policy, read: fetched, until };
  unkeptPolicies.set(domain, row);
  await apart("a delivery policy", async () => {
    await database.mailPolicies.put(row);
    unkeptPolicies.delete(domain);
  });
  return policyState(fetched, sight.hosts);
}

type Failed = Extract<PolicyState, "blocked" | "unreachable" | "invalid">;

async function fetchPolicy(domain: string, { ask, signal }: PolicyAsk): Promise<Policy | Failed> {
  const fetched = await ask({ purpose: "mta-sts", url: policyUrl(domain), domain }, { signal });
  if (!fetched.ok)
    return fetched.code === "blocked" || fetched.code === "too-large" ? FAILED[fetched.code] : "unreachable";
  // RFC 8461 3.2: text/plain, so that a host on which users can publish pages does not accidentally serve a policy.
  if (!/^text\/plain(?:;|$)/i.test(fetched.value.contentType)) return "invalid";
  return readPolicy(new TextDecoder().decode(fetched.value.bytes)) ?? "invalid";
}

const FAILED = { blocked: "blocked", "too-large": "invalid" } as const;
