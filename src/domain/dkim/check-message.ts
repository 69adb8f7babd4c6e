// Whether a message is as a domain signed it (DKIM, RFC 6376 6). Everything but the keys is in the message itself.
import type { LookupVerdict } from "../discovery/verdict";
import { type Candidate, candidatesIn } from "./candidates";
import { canonicalBody } from "./canonical";
import { readKeyRecord } from "./key-record";
import { type RawMessage, readRawMessage } from "./message";
import { checkSignature } from "./public-key";
import type { DkimSignature } from "./signature";
import { hasTwice, signedHeader, uncovered } from "./signed-header";

/** The result of the query for a key. */
export interface KeyAnswer {
  readonly verdict: LookupVerdict;
  /** The strings of the one key record, joined; only with "found". */
  readonly record: string | null;
  /** Proven by DNSSEC. */
  readonly secure: boolean;
}

/**
 * pass: header and the whole body are as they were signed. body-changed, header-changed: the rest of the signature is in
 * order. forged: neither fits. partial: l= leaves out a part of the body, where anybody may have written. short-key: below
 * 1024 bits. testing: t=y, so it counts for nothing. disputed: the resolvers do not agree on the key.
 */
export type DkimState =
  | "pass"
  | "body-changed"
  | "header-changed"
  | "forged"
  | "partial"
  | "bogus-key"
  | "testing"
  | "short-key"
  | "revoked"
  | "unusable-key"
  | "disputed"
  | "unreachable"
  | "no-key"
  | "expired"
  | "not-yet"
  | "unsupported"
  | "malformed";

export interface MessageCheck {
  /**
   * Of the best signature for the sender's domain, else of the best there is. none: nobody signed. ambiguous: a field that
   * every message has once is there twice, so that what was signed need not be what is shown. unreadable: no message.
   */
  readonly state: DkimState | "none" | "ambiguous" | "unreadable";
  /** d= of that signature; "" without one. */
  readonly domain: string;
  /** That domain speaks for the one in From. */
  readonly aligned: boolean;
  /** Key of less than 2048 bits. */
  readonly weak: boolean;
  /** The key, or its absence, is proven by DNSSEC. */
  readonly secure: boolean;
  /** Fields a reader sees and the signature does not cover, lower case. */
  readonly uncovered: readonly string[];
  /** What is not supported; when it ended, in milliseconds. */
  readonly detail: string;
  /** Other domains whose signature passes. */
  readonly alsoPass: readonly string[];
}

export interface DkimDeps {
  /** Addresses that the message is said to be from besides its own From: as the page shows it. */
  readonly from: readonly string[];
  /** When the message was taken in, else now; milliseconds since 1970 (3.5, x=). */
  readonly at: number;
  readonly keyOf: (domain: string, selector: string) => Promise<KeyAnswer>;
}

/** Asks for keys only as long as none of those that speak for the sender passes. */
export async function checkMessage(source: Uint8Array, { from, at, keyOf }: DkimDeps): Promise<MessageCheck> {
  const message = readRawMessage(source);
  if (!message) return without("unreadable");
  const { sender, taken, refused } = candidatesIn(message, from);
  const [why] = refused;
  if (taken.length === 0) return why ? without(why.code, "way" in why ? why.way : "") : without("none");
  if (sender === null || hasTwice(message.fields)) return without("ambiguous");
  const check = checker(message, at, keyOf);
  const own = await Promise.all(taken.filter(({ aligned }) => aligned).map(check));
  if (own.some(({ state }) => state === "pass")) return best(own, []);
  const others = await Promise.all(taken.filter(({ aligned }) => !aligned).map(check));
  const passing = others.filter(({ state }) => state === "pass").map(({ domain }) => domain);
  return own.length > 0 ? best(own, passing) : best(others, passing);
}

type One = Omit<MessageCheck, "alsoPass">;

const without = (state: MessageCheck["state"], detail = ""): MessageCheck => ({
  state,
  domain: "",
  aligned: false,
  weak: false,
  secure: false,
  uncovered: [],
  detail,
  alsoPass: [],
});

/** The most telling first: findings before failures to find out. */
const ORDER: readonly MessageCheck["state"][] = [
  ...(["pass", "body-changed", "header-changed", "partial", "bogus-key", "testing", "short-key", "forged"] as const),
  ...(["revoked", "unusable-key", "disputed", "unreachable", "no-key", "expired", "not-yet", "malformed"] as const),
];

function best(checks: readonly One[], passing: readonly string[]): MessageCheck {
  const [first] = [...checks].sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state));
  return { ...first!, alsoPass: [...new Set(passing)].filter((domain) => domain !== first!.domain) };
}

function checker(message: RawMessage, at: number, keyOf: DkimDeps["keyOf"]): (candidate: Candidate) => Promise<One> {
  const body = bodyChecker(message.body);
  return async ({ field, signature, aligned }) => {
    const { domain, selector } = signature;
    const missing = uncovered(message.fields, signature.fields);
    const said = { domain, aligned, weak: false, secure: false, uncovered: missing, detail: "" };
    const time = timeState(signature, at);
    if (time) return { ...said, state: time, detail: String(signature.expiresAt ?? "") };

    const answer = await keyOf(domain, selector);
    const known = { ...said, secure: answer.secure };
    const key = keyIn(answer);
    if (typeof key === "string") return { ...known, state: key };
    if (key.strict && signature.identityDomain !== domain) return { ...known, state: "malformed" };
    const signed = signedHeader(message.fields, field, signature);
    const checked = await checkSignature(key, signature.algorithm, signature.value, signed);
    if (checked === "short") return { ...known, state: "short-key" };
    if (checked === "unusable") return { ...known, state: "unusable-key" };
    const state = together(checked.holds, await body(signature));
    return { ...known, weak: checked.weak, state: state === "pass" && key.testing ? "testing" : state };
  };
}

/** Right clocks differ by less. */
const CLOCK_SKEW = 3600_000;

function timeState({ madeAt, expiresAt }: DkimSignature, at: number): "expired" | "not-yet" | null {
  if (expiresAt !== null && expiresAt < at) return "expired";
  return madeAt !== null && madeAt > at + CLOCK_SKEW ? "not-yet" : null;
}

const WITHOUT_KEY: Readonly<Record<Exclude<LookupVerdict, "found">, DkimState>> = {
  none: "no-key",
  bogus: "bogus-key",
  disagree: "disputed",
  "bad-key": "unusable-key",
  timeout: "unreachable",
  unreachable: "unreachable",
  blocked: "unreachable",
};

function keyIn({ verdict, record }: KeyAnswer): Exclude<ReturnType<typeof readKeyRecord>, string | null> | DkimState {
  if (verdict !== "found") return WITHOUT_KEY[verdict];
  const read = record === null ? null : readKeyRecord(record);
  if (read === null) return "no-key";
  if (read === "unusable") return "unusable-key";
  return read;
}

type BodyState = "whole" | "part" | "changed";

function together(header: boolean, body: BodyState): DkimState {
  if (!header) return body === "changed" ? "forged" : "header-changed";
  return body === "whole" ? "pass" : body === "part" ? "partial" : "body-changed";
}

/** Compares the body with bh=. Each canonical form is made once, however many signatures there are. */
function bodyChecker(body: Uint8Array): (signature: DkimSignature) => Promise<BodyState> {
  const forms = new Map<string, Uint8Array>();
  return async ({ canonicalization, bodyLength, bodyHash }) => {
    const form = canonicalization.body;
    const whole = forms.get(form) ?? canonicalBody(body, form);
    forms.set(form, whole);
    // 3.5, l=: more than there is never fits.
    if (bodyLength !== null && bodyLength > whole.length) return "changed";
    const signed = whole.slice(0, bodyLength ?? whole.length);
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", signed));
    if (digest.some((octet, i) => octet !== bodyHash[i])) return "changed";
    return signed.length < whole.length ? "part" : "whole";
  };
}
