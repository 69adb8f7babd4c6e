// Authentication-Results (RFC 8601): what the reader's provider checked when the message came in. Anyone can write such a
// field into a message; only one that the provider wrote itself counts (1.2, 4.1, 7.1).
import { domainOf, organisationOf } from "./operators";
import type { Trace } from "./trace";

export interface Authenticated {
  /** DKIM passed for this domain (d=), and nothing less. */
  readonly dkim: readonly string[];
  readonly spf: "pass" | "fail" | "none";
  readonly dmarc: "pass" | "fail" | "none";
  /** The chain of seals holds (RFC 8617 5.2); what the seals say is another question (arc.ts). */
  readonly arc: "pass" | "fail" | "none";
}

const NOTHING: Authenticated = { dkim: [], spf: "none", dmarc: "none", arc: "none" };

/** Name and body of a header field, in the order they stand in the message. */
export interface Field {
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
 * nobody outside can have put them. Each checking program may write a field of its own; of two verdicts the upper holds.
 */
export function trustedResults(fields: readonly Field[], trace: Trace): Authenticated {
  const { provider, ownLines } = trace;
  if (provider === null || trace.state === "unknown") return NOTHING;
  const methods: string[] = [];
  let received = 0;
  for (const { name, body } of fields) {
    const lower = name.toLowerCase();
    if (lower === "received") received++;
    const below = received >= ownLines;
    if (below && (!KEEPS_ITS_NAME.has(provider) || methods.length > 0)) break;
    if (lower !== "authentication-results") continue;
    const parts = partsOf(body);
    if (organisationOf(authservIdOf(body)) === provider) methods.push(...parts.slice(1));
    else if (!below && NAMELESS.has(provider) && parts[0]!.includes("=")) methods.push(...parts);
    if (below && methods.length > 0) break;
  }
  return readMethods(methods);
}

const partsOf = (body: string): string[] => withoutComments(body).split(";");

/** Who wrote the field, as it says; lower case. */
export const authservIdOf = (body: string): string => partsOf(body)[0]!.trim().split(/\s+/)[0]!.toLowerCase();

/** What a field says, whoever wrote it. */
export const readResults = (body: string): Authenticated => readMethods(partsOf(body).slice(1));

/** Comments may nest; quoted strings keep theirs. Bounded by the field's length. */
function withoutComments(body: string): string {
  let depth = 0;
  let quoted = false;
  let text = "";
  for (const char of body) {
    if (char === '"' && depth === 0) quoted = !quoted;
    if (!quoted && char === "(") depth++;
    else if (!quoted && char === ")" && depth > 0) depth--;
    else if (depth === 0) text += char;
  }
  return text;
}

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
  const dkim = methods.flatMap((method) => {
    if (!/^\s*dkim(?:\/\d+)?\s*=\s*pass\b/i.test(method)) return [];
    const signer =
      /\bheader\.d\s*=\s*"?@?([\w.-]+)/i.exec(method) ?? /\bheader\.i\s*=\s*"?[^\s@"]*@([\w.-]+)/i.exec(method);
    return signer?.[1] ? [signer[1].toLowerCase()] : [];
  });
  return { dkim, spf: verdict("spf"), dmarc: verdict("dmarc"), arc: verdict("arc") };
}

/**
 * DKIM passed for the domain that From names (RFC 7489 3.1.1, relaxed alignment). The domain, not its operator: who may
 * sign for one of an operator's domains need not speak for the others.
 */
export function isAligned({ dkim }: Authenticated, from: string): boolean {
  const domain = ownDomainOf(from.slice(from.lastIndexOf("@") + 1));
  return domain !== null && dkim.some((signer) => ownDomainOf(signer) === domain);
}

/** Domains below which everybody has one of their own, beside those of the public suffix list. November 2026. */
const SHARED: ReadonlySet<string> = new Set(
  "onmicrosoft.com gappssmtp.com brevosend.com t-sender-sib.com ccsend.com eu.org co.com".split(" "),
);

function ownDomainOf(host: string): string | null {
  const domain = domainOf(host);
  if (domain === null || !SHARED.has(domain)) return domain;
  return host.toLowerCase().split(".").slice(-3).join(".");
}
