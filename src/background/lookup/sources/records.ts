// Keys of people in DNS records, whatever the type.
import type { KeyPointer } from "../../../domain/discovery/key-pointer";
import type { CertificateInfo } from "../../../domain/pgp/certificate";
import { fetchPointed } from "./pointed-key";
import { askResolvers, isSecure, type RecordSource, type ResolverAnswer } from "./resolvers";
import type { LookupContext, SourceAnswer, SourceKey } from "./source";

/** What one record claims: a key, or a fingerprint and where to fetch the key. */
export type RecordClaim =
  | { readonly fingerprint: string; readonly info: CertificateInfo }
  | { readonly fingerprint: string; readonly pointer: KeyPointer; readonly record: Uint8Array };

export async function askRecords(
  address: string,
  source: RecordSource<RecordClaim>,
  context: LookupContext,
): Promise<SourceAnswer> {
  const { verdict, decisive, useful, answers } = await askResolvers(source, context);
  const ttls = (useful.length > 0 ? useful : answers).flatMap(({ ttl }) => ttl ?? []);
  const outcome: SourceAnswer = {
    verdict,
    host: decisive?.host ?? "",
    ttl: verdict !== "unreachable" && ttls.length > 0 ? Math.min(...ttls) : null,
    keys: [],
    dnssec: decisive?.proof ?? null,
  };
  return useful.length > 0 ? withKeys(outcome, address, useful, context) : outcome;
}

/** Each key once, with the best proof there is for it. */
async function withKeys(
  outcome: SourceAnswer,
  address: string,
  answers: readonly ResolverAnswer<RecordClaim>[],
  context: LookupContext,
): Promise<SourceAnswer> {
  const best = new Map<string, { claim: RecordClaim; from: ResolverAnswer<RecordClaim> }>();
  for (const from of [...answers].sort((a, b) => Number(isSecure(b)) - Number(isSecure(a))))
    for (const claim of from.claims) if (!best.has(claim.fingerprint)) best.set(claim.fingerprint, { claim, from });
  const taken = await Promise.all(
    [...best.values()].map(async ({ claim, from }): Promise<SourceKey | Pick<SourceAnswer, "verdict" | "host">> => {
      // A proof contradicted by the other resolver (perhaps an older state, replayed) must not let a key replace another.
      const dnssec = isSecure(from) && outcome.verdict === "found" ? "secure" : "insecure";
      const key = "info" in claim ? claim : await fetchPointed(claim, { address, secure: isSecure(from) }, context);
      return "info" in key ? { info: key.info, host: from.host, dnssec, chain: from.proof?.chain ?? [] } : key;
    }),
  );
  const keys = taken.filter((one) => "info" in one);
  const failure = taken.find((one) => "verdict" in one);
  // If keys cannot be fetched from where the record says, there are none; the record's own proof remains.
  return keys.length === 0 && failure && outcome.verdict === "found"
    ? { ...outcome, ...failure, ttl: null }
    : { ...outcome, keys };
}
