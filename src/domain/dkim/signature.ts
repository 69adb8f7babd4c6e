// A DKIM-Signature field, parsed strictly (RFC 6376 3.5, 6.1.1): a malformed one proves nothing.
import { fail, ok, type Result } from "../result";
import { isSelector, isSigningDomain, isWithin } from "./names";
import { fromFoldedBase64, itemsOf, readTagList } from "./tag-list";

export type Canonicalization = "simple" | "relaxed";
export type Algorithm = "rsa-sha256" | "ed25519-sha256";

export interface DkimSignature {
  readonly algorithm: Algorithm;
  /** Of header and body. */
  readonly canonicalization: { readonly header: Canonicalization; readonly body: Canonicalization };
  /** d=, lower case. */
  readonly domain: string;
  /** s=, lower case. */
  readonly selector: string;
  /** Domain of i=, lower case; d= or below it. */
  readonly identityDomain: string;
  /** h=, lower case, in its order; a name may stand there more often than in the message. */
  readonly fields: readonly string[];
  /** bh= */
  readonly bodyHash: Uint8Array<ArrayBuffer>;
  /** b= */
  readonly value: Uint8Array<ArrayBuffer>;
  /** l=, octets of the canonical body; null: all of it. */
  readonly bodyLength: number | null;
  /** t= and x=, milliseconds since 1970. */
  readonly madeAt: number | null;
  readonly expiresAt: number | null;
}

/** unsupported: made in a `way` that is not taken, SHA-1 among them (RFC 8301 3.1). */
export type SignatureFailure = "malformed" | { readonly code: "unsupported"; readonly way: string };

const REQUIRED = ["v", "a", "b", "bh", "d", "h", "s"] as const;
const MOST_FIELDS = 200;
const FIELD_NAME = /^[!-9;-~]+$/;
/** Seconds, of up to twelve digits (3.5). */
const SECONDS = /^\d{1,12}$/;
/** Octets: up to 76 digits by the standard; the messages we hold are smaller than 2^53. */
const OCTETS = /^\d{1,15}$/;

/** `body`: the body of the field, folded or not, one character an octet. */
export function readSignature(body: string): Result<DkimSignature, SignatureFailure> {
  const tags = readTagList(body);
  if (!tags || REQUIRED.some((name) => !tags.has(name)) || tags.get("v") !== "1") return fail("malformed");
  const tag = (name: string, otherwise = ""): string => tags.get(name) ?? otherwise;
  const domain = tag("d").toLowerCase();
  const selector = tag("s").toLowerCase();
  const fields = itemsOf(tag("h")).map((name) => name.toLowerCase());
  const bodyHash = fromFoldedBase64(tag("bh"));
  const value = fromFoldedBase64(tag("b"));
  const identityDomain = domainOfIdentity(tag("i", `@${domain}`));
  if (!isSigningDomain(domain) || !isSelector(selector) || !bodyHash || !value) return fail("malformed");
  if (identityDomain === null || !isWithin(identityDomain, domain)) return fail("malformed");
  if (fields.length > MOST_FIELDS || !fields.every((name) => FIELD_NAME.test(name))) return fail("malformed");
  // 5.4: without From a signature says nothing about who wrote it.
  if (!fields.includes("from")) return fail("malformed");
  const numbers = numbersIn(tags);
  if (!numbers) return fail("malformed");

  const algorithm = tag("a");
  if (algorithm !== "rsa-sha256" && algorithm !== "ed25519-sha256")
    return fail({ code: "unsupported", way: shown(algorithm) });
  if (bodyHash.length !== 32) return fail("malformed");
  const canonicalization = readCanonicalization(tag("c", "simple/simple"));
  if (!canonicalization) return fail({ code: "unsupported", way: shown(tag("c")) });
  const queries = itemsOf(tag("q", "dns/txt"));
  if (!queries.includes("dns/txt")) return fail({ code: "unsupported", way: shown(tag("q")) });
  return ok({ algorithm, canonicalization, domain, selector, identityDomain, fields, bodyHash, value, ...numbers });
}

/** i= is a local part, perhaps in its own quoting, and a domain; only the domain is of use here. */
function domainOfIdentity(identity: string): string | null {
  const domain = identity.slice(identity.lastIndexOf("@") + 1).toLowerCase();
  return identity.includes("@") && isSigningDomain(domain) ? domain : null;
}

type Numbers = Pick<DkimSignature, "bodyLength" | "madeAt" | "expiresAt">;

function numbersIn(tags: ReadonlyMap<string, string>): Numbers | null {
  const number = (name: string, form: RegExp): number | null | "bad" => {
    const text = tags.get(name);
    if (text === undefined) return null;
    return form.test(text) ? Number(text) : "bad";
  };
  const bodyLength = number("l", OCTETS);
  const made = number("t", SECONDS);
  const expires = number("x", SECONDS);
  if (bodyLength === "bad" || made === "bad" || expires === "bad") return null;
  // 3.5: x= must be greater than t=.
  if (made !== null && expires !== null && expires <= made) return null;
  const milliseconds = (seconds: number | null): number | null => (seconds === null ? null : seconds * 1000);
  return { bodyLength, madeAt: milliseconds(made), expiresAt: milliseconds(expires) };
}

function readCanonicalization(value: string): DkimSignature["canonicalization"] | null {
  const [header, body = "simple", ...more] = value.split("/");
  const known = (name: string): name is Canonicalization => name === "simple" || name === "relaxed";
  return known(header!) && known(body) && more.length === 0 ? { header, body } : null;
}

/** Fit to be put into a sentence. */
const shown = (text: string): string => text.replace(/[^\w/:.-]/g, "").slice(0, 40);
