// ARC (RFC 8617): a forwarder that changes a message breaks the DKIM signature of the sender's domain, so it records what it
// had verified before and seals that record. Whether the seals are valid is for the reader's provider to say; which sealers
// to believe is decided here.

import { domainOf } from "../registrable";
import { type Authenticated, authservIdOf, isAligned, readResults, type TraceField } from "./authentication-results";
import { QUOTED } from "./tokens";
import type { Trace } from "./trace";

/**
 * The domain that a sealer seals under -> the domain of its authserv-id. Large providers that forward for their users, and
 * mailing lists. Each verifies incoming mail and removes results written by others. After sealed messages in public list
 * archives, November 2026.
 */
const SEALERS: Readonly<Record<string, string>> = {
  "google.com": "google.com",
  "microsoft.com": "microsoft.com",
  // Fastmail
  "messagingengine.com": "messagingengine.com",
  // The lists of the Linux kernel
  "subspace.kernel.org": "kernel.org",
};

/**
 * Microsoft also seals what its customers send, and then reports a signature by their domain when nobody or another domain
 * signed. Only of incoming mail does it say that it verified a signature.
 */
const VERIFIED: Readonly<Record<string, RegExp>> = {
  "microsoft.com": /\bdkim\s*=\s*pass\s*\(signature was verified\)/i,
};

const PARTS = ["arc-seal", "arc-message-signature", "arc-authentication-results"] as const;
type Part = (typeof PARTS)[number];

/** RFC 8617 4.2.1. */
const MAX_INSTANCE = 50;

interface ArcSet {
  readonly body: Readonly<Record<Part, string>>;
  /** Written by the reader's provider itself, above its ingress line. */
  readonly own: boolean;
}

/**
 * The domain of a known sealer that saw DKIM pass for the domain in From; null when there is none. Only if the reader's
 * provider says that the chain is valid (arc=pass), the chain is complete, and no unknown party has sealed since: a later
 * sealer may have put other text under the older seals.
 */
export function sealerOf(
  fields: readonly TraceField[],
  trace: Trace,
  { arc }: Authenticated,
  from: string,
): string | null {
  if (arc !== "pass") return null;
  const sets = setsOf(fields, trace.ownLines);
  for (const { body, own } of sets?.toReversed() ?? []) {
    if (own) continue;
    const sealer = tag(body["arc-seal"], "d")?.toLowerCase() ?? "";
    const results = afterInstance(body["arc-authentication-results"]);
    if (!Object.hasOwn(SEALERS, sealer) || domainOf(authservIdOf(results)) !== SEALERS[sealer]) return null;
    const verified = VERIFIED[sealer]?.test(results.replace(QUOTED, "")) ?? true;
    if (verified && isAligned(readResults(results), from)) return sealer;
  }
  return null;
}

/** The sets, oldest first; null when there is none or the chain is incomplete (RFC 8617 5.2, steps 1 to 3). */
function setsOf(fields: readonly TraceField[], ownLines: number): ArcSet[] | null {
  const parts = new Map<Part, Map<number, { body: string; own: boolean }>>(PARTS.map((part) => [part, new Map()]));
  let received = 0;
  let last = MAX_INSTANCE;
  for (const { name, body } of fields) {
    const lower = name.toLowerCase() as Part | "received";
    if (lower === "received") received++;
    else if (PARTS.includes(lower)) {
      const instance = Number(tag(body, "i"));
      // Each set is above the one before it.
      if (!Number.isInteger(instance) || instance < 1 || instance > last || parts.get(lower)!.has(instance))
        return null;
      parts.get(lower)!.set(instance, { body, own: received < ownLines });
      last = instance;
    }
  }
  const count = parts.get("arc-seal")!.size;
  if (count === 0 || PARTS.some((part) => parts.get(part)!.size !== count)) return null;
  const sets: ArcSet[] = [];
  for (let instance = 1; instance <= count; instance++) {
    const found = PARTS.map((part) => [part, parts.get(part)!.get(instance)] as const);
    if (found.some(([, field]) => !field)) return null;
    const body = Object.fromEntries(found.map(([part, field]) => [part, field!.body])) as Record<Part, string>;
    if (tag(body["arc-seal"], "cv")?.toLowerCase() !== (instance === 1 ? "none" : "pass")) return null;
    sets.push({ body, own: found.every(([, field]) => field!.own) });
  }
  return sets;
}

/** One tag of a list (RFC 6376 3.2); undefined when it is missing or occurs twice. */
function tag(list: string, name: string): string | undefined {
  const found = list.split(";").filter((one) => one.split("=")[0]!.trim() === name);
  return found.length === 1 ? found[0]!.slice(found[0]!.indexOf("=") + 1).trim() : undefined;
}

/** "i=1; mx.google.com; dkim=pass ..." without its first part. */
const afterInstance = (body: string): string => body.slice(body.indexOf(";") + 1);
