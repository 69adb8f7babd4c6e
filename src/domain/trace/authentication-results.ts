// Authentication-Results (RFC 8601): what the reader's provider checked when the message came in. Anyone can write such a
// field into a message; only one that the provider wrote itself counts (1.2, 4.1, 7.1).
import { isAligned as speaksFor } from "../dkim/alignment";
import { organisationOf } from "./operators";
import { QUOTED } from "./tokens";
import type { Trace } from "./trace";

export interface Authenticated {
  /** DKIM passed for this domain (d=), and nothing less. */
  readonly dkim: readonly string[];
  readonly spf: "pass" | "fail" | "none";
  readonly dmarc: "pass" | "fail" | "none";
  /** The domain in From that DMARC passed for, as the result names it (header.from); left out where it does not. */
  readonly dmarcFrom?: string;
  /** The chain of seals holds (RFC 8617 5.2); what the seals say is another question (arc.ts). */
  readonly arc: "pass" | "fail" | "none";
}

const NOTHING: Authenticated = { dkim: [], spf: "none", dmarc: "none", arc: "none" };

/** Name and body of a header field, in the order they stand in the message. */
export interface TraceField {
  readonly name: string;
  readonly body: string;
}

/**
 * Providers that write their results below their own Received line and drop fields that came in under their name
 * (RFC 8601 5), so that the topmost under that name is always theirs. As of November 2026.
 */
const KEEPS_ITS_NAME: ReadonlySet<string> = new Set(["google.com"]);

/** Providers that leave their own name out (Exchange Online does), so that only the place of the field tells whose it is. */
const NAMELESS: ReadonlySet<string> = new Set(["outlook.com"]);

/**
 * The results to believe: those whose authserv-id belongs to the reader's provider, standing above its line of ingress, where
 * nobody outside can have put them. Each checking program may write a field of its own; of two verdicts the upper holds. Of
 * DKIM, what the last machine found that looked for it: a customer's machine in between may have changed the message.
 */
export function trustedResults(fields: readonly TraceField[], trace: Trace): Authenticated {
  const { provider, ownLines } = trace;
  if (provider === null || trace.state === "unknown") return NOTHING;
  // What each machine found, newest first: its fields stand between its line and the one above.
  const found: string[][] = [[]];
  let received = 0;
  for (const { name, body } of fields) {
    const lower = name.toLowerCase();
    if (lower === "received") {
      received++;
      found.unshift([]);
    }
    const below = received >= ownLines;
    if (below && (received > ownLines || !KEEPS_ITS_NAME.has(provider) || found.some(({ length }) => length > 0)))
      break;
    if (lower !== "authentication-results") continue;
    const parts = partsOf(body);
    if (organisationOf(authservIdOf(body)) === provider) found[0]!.push(...parts.slice(1));
    else if (!below && NAMELESS.has(provider) && parts[0]!.includes("=")) found[0]!.push(...parts);
  }
  found.reverse();
  const { dkim } = readMethods(found.find((methods) => methods.some((method) => DKIM.test(method))) ?? []);
  return { ...readMethods(found.flat()), dkim };
}

const partsOf = (body: string): string[] => withoutComments(body).split(";");

/** Who wrote the field, as it says; lower case. */
export const authservIdOf = (body: string): string => partsOf(body)[0]!.trim().split(/\s+/)[0]!.toLowerCase();

/** What a field says, whoever wrote it. */
export const readResults = (body: string): Authenticated => readMethods(partsOf(body).slice(1));

/**
 * Comments may nest. A quoted string of one plain word stands for that word; of others the quotes are left, since whoever
 * sends chooses what stands in them: smtp.mailfrom="x; dkim=pass header.d=bank.example"@a.example. Bounded by the field's length.
 */
function withoutComments(body: string): string {
  const bare = body.replace(QUOTED, (quoted) => /^"([\w.@-]*)"$/.exec(quoted)?.[1] ?? '""');
  let depth = 0;
  let text = "";
  for (const char of bare) {
    if (char === "(") depth++;
    else if (char === ")" && depth > 0) depth--;
    else if (depth === 0) text += char;
  }
  return text;
}

const DKIM = /^\s*dkim(?:\/\d+)?\s*=/i;

function readMethods(methods: readonly string[]): Authenticated {
  const verdicts = new Map<string, string>();
  for (const method of methods) {
    const [, name, result] = /^\s*([\w-]+)(?:\/\d+)?\s*=\s*(\w+)/.exec(method) ?? [];
    if (name && result && !verdicts.has(name.toLowerCase())) verdicts.set(name.toLowerCase(), result.toLowerCase());
  }
  const verdict = (name: string): "pass" | "fail" | "none" => {
    const said = verdicts.get(name);
    return said === "pass" ? "pass" : said === "fail" || said === "softfail" ? "fail" : "none";
  };
  const dkim = methods.flatMap((method) => signerIn(method) ?? []);
  const first = methods.find((method) => /^\s*dmarc(?:\/\d+)?\s*=/i.test(method));
  const dmarcFrom = verdict("dmarc") === "pass" && first ? domainIn(first) : null;
  return { dkim, spf: verdict("spf"), dmarc: verdict("dmarc"), ...(dmarcFrom && { dmarcFrom }), arc: verdict("arc") };
}

/** header.from, once and whole. */
function domainIn(method: string): string | null {
  const named = method
    .toLowerCase()
    .replace(/\s*=\s*/g, "=")
    .split(/\s+/)
    .filter((one) => one.startsWith("header.from="));
  return named.length === 1 ? (/^header\.from=([\w.-]+)$/.exec(named[0]!)?.[1] ?? null) : null;
}

/**
 * Whose signature passed. Each property once and whole (RFC 8601 2.2): an identity may be called
 * "header.d=bank.example@a.example". Google names the identity alone.
 */
function signerIn(method: string): string | undefined {
  const [verdict, ...properties] = method.trim().toLowerCase().replace(/\s+/g, " ").replace(/ ?= ?/g, "=").split(" ");
  if (!/^dkim(?:\/\d+)?=pass$/.test(verdict!) || !properties.every((one) => one.includes("="))) return undefined;
  const of = (name: string): string[] => properties.filter((one) => one.startsWith(name));
  const [domains, identities] = [of("header.d="), of("header.i=")];
  if (domains.length > 1 || identities.length > 1) return undefined;
  return (
    /^header\.d=@?([\w.-]+)$/.exec(domains[0] ?? "")?.[1] ?? /@([\w.-]+)$/.exec(domains[0] ?? identities[0] ?? "")?.[1]
  );
}

/** DKIM passed for a domain that speaks for the one in From, judged as narrowly as where the check is our own. */
export const isAligned = ({ dkim }: Authenticated, from: string): boolean =>
  dkim.some((signer) => speaksFor(signer, from));
