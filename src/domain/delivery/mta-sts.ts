// MTA-STS (RFC 8461): a domain's promise, over HTTPS, that its mail hosts support encryption with a valid certificate.

export const recordName = (domain: string): string => `_mta-sts.${domain}`;
/** The browser checks that the host's certificate is valid for its name. */
const policyHost = (domain: string): string => `mta-sts.${domain}`;
export const policyUrl = (domain: string): string => `https://${policyHost(domain)}/.well-known/mta-sts.txt`;

export interface Policy {
  readonly mode: "enforce" | "testing" | "none";
  /** Host names, or `*.` and a name, in lower case. Empty only in mode "none". */
  readonly mx: readonly string[];
  /** Seconds. */
  readonly maxAge: number;
}

const RECORD = /^v=STSv1[ \t]*(?:;|$)/;
const ID = /;[ \t]*id[ \t]*=[ \t]*([A-Za-z0-9]{1,32})[ \t]*(?:;|$)/;

/**
 * The id of a domain's policy, from the RDATA of the TXT records at recordName(). Null: there is none, or several, which
 * count as none (RFC 8461 3.1).
 */
export function policyId(records: readonly Uint8Array[]): string | null {
  const ours = records.map(textOf).filter((text) => RECORD.test(text));
  return ours.length === 1 ? (ID.exec(ours[0]!)?.[1] ?? null) : null;
}

/** The character-strings of a TXT record, concatenated, one character per octet. */
function textOf(data: Uint8Array): string {
  let text = "";
  for (let at = 0; at < data.length; at += 1 + data[at]!)
    text += String.fromCharCode(...data.subarray(at + 1, at + 1 + data[at]!));
  return text;
}

/** No mail service has more patterns than this. */
const MOST_PATTERNS = 64;
/** A year, in seconds: the most RFC 8461 3.2 allows. */
const MOST_AGE = 31_557_600;
const FIELD = /^([A-Za-z0-9][A-Za-z0-9_.-]{0,31})[ \t]*:[ \t]*(.*?)[ \t]*$/;
const PATTERN = /^(?:\*\.)?(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{1,63}$/;

/** Parses a policy file; null when it is not one. If a field occurs twice the first counts, except for mx (RFC 8461 3.2). */
export function readPolicy(file: string): Policy | null {
  const fields = new Map<string, string>();
  const mx: string[] = [];
  for (const line of file.split(/\r?\n/)) {
    if (line.trim() === "") continue;
    const [, name, value] = FIELD.exec(line) ?? [];
    if (name === undefined || value === undefined) return null;
    if (name === "mx") mx.push(value.toLowerCase().replace(/\.$/, ""));
    else if (!fields.has(name)) fields.set(name, value);
  }
  const mode = fields.get("mode");
  const maxAge = fields.get("max_age") ?? "";
  if (fields.get("version") !== "STSv1" || !/^\d{1,10}$/.test(maxAge)) return null;
  if (mode !== "enforce" && mode !== "testing" && mode !== "none") return null;
  if (mx.length > MOST_PATTERNS || !mx.every((pattern) => PATTERN.test(pattern))) return null;
  if (mx.length === 0 && mode !== "none") return null;
  return { mode, mx, maxAge: Math.min(Number(maxAge), MOST_AGE) };
}

/** RFC 8461 4.1: an asterisk stands for exactly one label. */
export function names({ mx }: Pick<Policy, "mx">, host: string): boolean {
  const above = host.slice(host.indexOf("."));
  return mx.some((pattern) => pattern === host || (pattern.startsWith("*.") && pattern.slice(1) === above));
}
