// What several answers about one address mean together.

/** What one resolver said. Keys are named by fingerprint. */
export type Reply =
  | { readonly kind: "keys"; readonly fingerprints: readonly string[]; readonly authentic: boolean }
  | { readonly kind: "none" | "bogus" | "bad-key" | "timeout" | "unreachable" | "blocked" };

export type Verdict = "found" | "none" | "bogus" | "bad-key" | "timeout" | "unreachable" | "blocked" | "disagree";

/**
 * Two operators are asked so that one cannot hide or replace a record unnoticed:
 * - a broken signature seen by either ends it: bogus;
 * - keys from both must be the same, else disagree (a damaged key beside a good one is no agreement either);
 * - a key from one is found, whether the other failed or says there is none (a record hidden by one is still seen).
 */
export function verdictOf(replies: readonly Reply[]): Verdict {
  const kinds = replies.map((reply) => reply.kind);
  if (kinds.includes("bogus")) return "bogus";
  const sets = replies.flatMap((reply) => (reply.kind === "keys" ? [[...reply.fingerprints].sort().join()] : []));
  if (new Set(sets).size > 1 || (sets.length > 0 && kinds.includes("bad-key"))) return "disagree";
  if (sets.length > 0) return "found";
  if (kinds.includes("bad-key")) return "bad-key";
  if (kinds.includes("none")) return "none";
  const [failure] = kinds;
  return failure === undefined || failure === "keys" ? "unreachable" : failure;
}

/** True as soon as no further reply can change the verdict. */
export const isCertain = (replies: readonly Reply[]): boolean => replies.some((reply) => reply.kind === "bogus");

/** DNSSEC is claimed only when every resolver that gave a key claims it. */
export const allAuthentic = (replies: readonly Reply[]): boolean => {
  const keys = replies.filter((reply) => reply.kind === "keys");
  return keys.length > 0 && keys.every((reply) => reply.authentic);
};

/**
 * Until when a verdict may be reused, in milliseconds. `ttl` in seconds, null when the source gave none. Found: a minute
 * to a day; none: a minute to an hour (RFC 2308 7 allows more, but people publish keys and try again); failures: 30 s.
 */
export function reusableUntil(verdict: Verdict, ttl: number | null, now: number): number {
  const clamp = (seconds: number, most: number): number => Math.min(Math.max(seconds, 60), most);
  if (verdict === "found") return now + 1000 * clamp(ttl ?? 86_400, 86_400);
  if (verdict === "none") return now + 1000 * clamp(ttl ?? 60, 3600);
  return now + 30_000;
}
