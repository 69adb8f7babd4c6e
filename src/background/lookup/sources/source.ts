// The interface of every source of keys.

import type { KeyServer, LookupOutcome, Provenance } from "../../../domain/discovery/lookup";
import type { LookupVerdict, Reply } from "../../../domain/discovery/verdict";
import type { resolve } from "../../../domain/dns/resolve";
import type { CertificateInfo } from "../../../domain/pgp/certificate";
import type { Failed } from "../../../domain/result";
import type { FetchFailure, fetchBytes } from "../../fetch";
import type { AskDns } from "../dns-cache";

/** What a source depends on; tests give their own. */
export interface SourceDeps {
  readonly ask: typeof fetchBytes;
  readonly askDns: AskDns;
  readonly resolve: typeof resolve;
}

export interface LookupContext extends SourceDeps {
  readonly resolvers: readonly string[];
  readonly keyServers: readonly KeyServer[];
  /** The end of the whole lookup. */
  readonly signal: AbortSignal;
  /** Milliseconds. */
  readonly now: number;
  /** Asks for the record itself again; the chain that proves it may come from the cache. */
  readonly anew: boolean;
  /** Key ids (16 lower-case hex digits) of the address's present key, whose certifications of other keys are kept. */
  readonly issuers: readonly string[];
}

export interface SourceKey extends Pick<Provenance, "host" | "dnssec" | "chain"> {
  readonly info: CertificateInfo;
}

/** What one source gave for one address. */
export interface SourceAnswer {
  readonly verdict: LookupVerdict;
  readonly host: string;
  /** Seconds; null when the source does not say. For "unreachable": the time until it may be asked again. */
  readonly ttl: number | null;
  readonly keys: readonly SourceKey[];
  readonly dnssec: LookupOutcome["dnssec"];
}

/** No key, for a reason. */
export const without = (verdict: SourceAnswer["verdict"], host: string, ttl: number | null = null): SourceAnswer => ({
  verdict,
  host,
  ttl,
  keys: [],
  dnssec: null,
});

type NoKey = Exclude<Reply["kind"], "keys">;

/** What a directory's refusal to answer means. */
export function verdictOfFailure(failure: Failed<FetchFailure>): { verdict: NoKey; ttl: number | null } {
  const { code } = failure;
  if (code === "status") {
    const { status, wait } = failure;
    return status === 404 || status === 410 ? { verdict: "none", ttl: null } : { verdict: "unreachable", ttl: wait };
  }
  if (code === "too-large") return { verdict: "bad-key", ttl: null };
  return { verdict: code === "refused" ? "unreachable" : code, ttl: null };
}
