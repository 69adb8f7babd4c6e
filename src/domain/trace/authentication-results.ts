// Authentication-Results (RFC 8601): what the reader's provider checked when the message arrived. Anyone can write such a
// field into a message; only one written by the provider counts (1.2, 4.1, 7.1).
import { isAligned as speaksFor } from "../dkim/alignment";
import { organisationOf } from "./operators";
import { QUOTED } from "./tokens";
import type { Trace } from "./trace";

export interface Authenticated {
  /** Signing domains (d=) for which DKIM passed. */
  readonly dkim: readonly string[];
  readonly spf: "pass" | "fail" | "none";
  readonly dmarc: "pass" | "fail" | "none";
  /** The domain in From for which DMARC passed, as the result names it (header.from); left out if it names none. */
  readonly dmarcFrom?: string;
  /** Whether the chain of seals is valid (RFC 8617 5.2); arc.ts judges what the seals say. */
  readonly arc: "pass" | "fail" | "none";
}

const NOTHING: Authenticated = { dkim: [], spf: "none", dmarc: "none", arc: "none" };

/** Name and body of a header field. */
export interface TraceField {
  readonly name: string;
  readonly body: string;
}

/**
 * Providers that write their results below their own Received line and remove incoming fields with their name (RFC 8601 5),
 * so that the topmost field with that name is always theirs. As of November 2026.
 */
const KEEPS_ITS_NAME: ReadonlySet<string> = new Set(["google.com"]);

/**
 * Providers that leave out their authserv-id (as Exchange Online does), so that only the position of the field shows whose it
 * is.
 */
const NAMELESS: ReadonlySet<string> = new Set(["outlook.com"]);

/**
 * The results to believe: those whose authserv-id belongs to the reader's provider and that are above its ingress line, where
 * nobody outside can have put them. Each checking program may write a field of its own; of two verdicts the upper counts. For
 * DKIM, the verdict of the last machine that checked it counts alone, since a customer's machine in between may have changed
 * the message.
 */
export function trustedResults(fields: readonly TraceField[], trace: Trace): Authenticated {
  const { provider, ownLines } = trace;
  if (provider === null || trace.state === "unknown") return NOTHING;
  // What each machine found: its fields are between its own Received line and the one above. The machine being read is first,
  // so this is oldest first until reversed.
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

/** The authserv-id of the field, in lower case; anybody can write any. */
export const authservIdOf = (body: string): string => partsOf(body)[0]!.trim().split(/\s+/)[0]!.toLowerCase();

/** The results in a field, whoever wrote it. */
export const readResults = (body: string): Authenticated => readMethods(partsOf(body).slice(1));

/**
 * Comments may nest. A quoted string of one plain word stands for that word; others become empty quotes, since the sender
 * chooses their content: smtp.mailfrom="x; dkim=pass header.d=bank.example"@a.example. Bounded by the field's length.
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

/** The value of header.from, if it occurs exactly once and is a plain domain. */
function domainIn(method: string): string | null {
  const named = method
    .toLowerCase()
    .replace(/\s*=\s*/g, "=")
    .split(/\s+/)
    .filter((one) => one.startsWith("header.from="));
  return named.length === 1 ? (/^header\.from=([\w.-]+)$/.exec(named[0]!)?.[1] ?? null) : null;
}

/**
 * The domain whose signature passed. Each property must occur at most once and be matched as a whole (RFC 8601 2.2), since an
 * identity may be called "header.d=bank.example@a.example". Google names the identity only.
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

/** Whether DKIM passed for a domain that speaks for the one in From, by the same strict rule as Cachet's own check. */
export const isAligned = ({ dkim }: Authenticated, from: string): boolean =>
  dkim.some((signer) => speaksFor(signer, from));
