// Combines several answers about one address.

/**
 * The answer of one resolver or directory. Keys are named by fingerprint. `secure`: proven from the root, which only DNS
 * answers can be.
 */
export type Reply =
  | { readonly kind: "keys"; readonly fingerprints: readonly string[]; readonly secure: boolean }
  | { readonly kind: "none"; readonly secure: boolean }
  | { readonly kind: "bogus" | "bad-key" | "timeout" | "unreachable" | "blocked" };

export type LookupVerdict = "found" | "none" | "bogus" | "bad-key" | "timeout" | "unreachable" | "blocked" | "disagree";

/** The answers of all resolvers; see VERDICTS. */
interface View {
  readonly kinds: ReadonlySet<Reply["kind"]>;
  /** Number of different sets of keys. */
  readonly sets: number;
  /** A proof that there is no key. */
  readonly provenNone: boolean;
  /** A proof that there is one. */
  readonly provenKeys: boolean;
  readonly firstFailure: "timeout" | "unreachable" | "blocked";
}

/**
 * Two operators are asked so that one cannot hide or replace a record unnoticed. The first row that holds counts:
 * - an invalid signature in either answer decides: bogus;
 * - keys from both must be the same; a damaged key beside a good one is no agreement either;
 * - an unproven key does not outweigh a proof that there is none;
 * - a key from one is enough if the other failed, merely says that there is none (so one cannot hide a record), or proves
 *   an older state of a zone that the first proves too.
 */
const VERDICTS: readonly { readonly verdict: LookupVerdict; readonly when: (view: View) => boolean }[] = [
  { verdict: "bogus", when: (v) => v.kinds.has("bogus") },
  { verdict: "disagree", when: (v) => v.sets > 1 },
  { verdict: "disagree", when: (v) => v.sets > 0 && v.kinds.has("bad-key") },
  { verdict: "disagree", when: (v) => v.sets > 0 && v.provenNone && !v.provenKeys },
  { verdict: "found", when: (v) => v.sets > 0 },
  { verdict: "bad-key", when: (v) => v.kinds.has("bad-key") },
  { verdict: "none", when: (v) => v.kinds.has("none") },
];

export function verdictOf(replies: readonly Reply[]): LookupVerdict {
  const view = viewOf(replies);
  return VERDICTS.find((row) => row.when(view))?.verdict ?? view.firstFailure;
}

function viewOf(replies: readonly Reply[]): View {
  const sets = replies.flatMap((reply) => (reply.kind === "keys" ? [[...reply.fingerprints].sort().join()] : []));
  const failures = replies.flatMap(({ kind }) =>
    kind === "timeout" || kind === "unreachable" || kind === "blocked" ? kind : [],
  );
  return {
    kinds: new Set(replies.map((reply) => reply.kind)),
    sets: new Set(sets).size,
    provenNone: replies.some((reply) => reply.kind === "none" && reply.secure),
    provenKeys: replies.some((reply) => reply.kind === "keys" && reply.secure),
    firstFailure: failures[0] ?? "unreachable",
  };
}

/** Whether no further reply can change the verdict. */
export const isCertain = (replies: readonly Reply[]): boolean => replies.some((reply) => reply.kind === "bogus");

/**
 * Index of the reply that best represents a verdict: for keys and absence a proven one if there is one (secure before
 * insecure if the data agree). -1: none fits.
 */
export function standsFor(verdict: LookupVerdict, replies: readonly Reply[]): number {
  const kind = verdict === "found" || verdict === "disagree" ? "keys" : verdict;
  const proven = replies.findIndex((reply) => reply.kind === kind && "secure" in reply && reply.secure);
  return proven >= 0 ? proven : replies.findIndex((reply) => reply.kind === kind);
}

/**
 * Until when a verdict may be reused, in milliseconds. `ttl` in seconds, null when the source gave none. Found: a minute to a
 * day; none: a minute to an hour (RFC 2308 5 allows more, but people publish keys and try again); failures: 30 s, or as long
 * as the source asked not to be queried (at most an hour).
 */
export function reusableUntil(verdict: LookupVerdict, ttl: number | null, now: number): number {
  const clamp = (seconds: number, least: number, most: number): number => Math.min(Math.max(seconds, least), most);
  if (verdict === "found") return now + 1000 * clamp(ttl ?? 86_400, 60, 86_400);
  if (verdict === "none") return now + 1000 * clamp(ttl ?? 60, 60, 3600);
  return now + 1000 * clamp(verdict === "unreachable" ? (ttl ?? 30) : 30, 30, 3600);
}
