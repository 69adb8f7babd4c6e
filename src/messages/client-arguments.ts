// What a page may pass to window.mailvelope: one schema a call. The page is the other end of the wire, so nothing of what it sends
// is looked at before it was checked here.
import * as v from "valibot";

/** Mailvelope's limit for armor, in characters. */
const MOST_ARMORED = 50_000_000;
const MOST_KEY = 1_000_000;

const selector = v.pipe(v.string(), v.minLength(1), v.maxLength(1000));
const keyringId = v.optional(v.nullable(v.pipe(v.string(), v.minLength(1), v.maxLength(200))));
const mailbox = v.pipe(v.string(), v.maxLength(254), v.includes("@"));
const print = v.pipe(v.string(), v.toLowerCase(), v.regex(/^[0-9a-f]{40}([0-9a-f]{24})?$/));

/** Arguments of each call, in order. Members of options that are not named here are dropped unread. */
const SCHEMAS = {
  getKeyring: v.tuple([keyringId]),
  createKeyring: v.tuple([v.pipe(v.string(), v.minLength(1), v.maxLength(200))]),
  createDisplayContainer: v.tuple([
    selector,
    v.pipe(v.string(), v.maxLength(MOST_ARMORED)),
    v.optional(v.nullable(v.object({ senderAddress: v.optional(v.nullable(mailbox)) }))),
  ]),
  validKeyForAddress: v.tuple([v.pipe(v.array(mailbox), v.maxLength(100))]),
  hasPrivateKey: v.tuple([
    v.optional(v.nullable(v.union([print, v.object({ email: v.optional(mailbox), fingerprint: v.optional(print) })]))),
  ]),
  exportOwnPublicKey: v.tuple([mailbox]),
  importPublicKey: v.tuple([v.pipe(v.string(), v.maxLength(MOST_KEY))]),
  openSettings: v.tuple([]),
} as const;

export type ClientCall = keyof typeof SCHEMAS;
export type ClientArguments = { [N in ClientCall]: v.InferOutput<(typeof SCHEMAS)[N]> };

export type CheckedRequest = {
  [N in ClientCall]: { readonly id: number; readonly call: N; readonly given: ClientArguments[N] };
}[ClientCall];

const REQUEST = v.object({ id: v.pipe(v.number(), v.safeInteger()), call: v.string(), given: v.array(v.unknown()) });

/** Null: not a request at all, and nobody is answered. A string: the id is good, the rest is not. */
export function checkRequest(message: unknown): CheckedRequest | { readonly id: number; readonly call: null } | null {
  const read = v.safeParse(REQUEST, message);
  if (!read.success) return null;
  const { id, call, given } = read.output;
  if (!Object.hasOwn(SCHEMAS, call)) return { id, call: null };
  const schema = SCHEMAS[call as ClientCall];
  // A page may leave out what is optional, and no more than that.
  const filled = Array.from({ length: Math.max(schema.items.length, given.length) }, (_, at) => given[at]);
  const parsed = filled.length > schema.items.length ? null : v.safeParse(schema as v.GenericSchema, filled);
  return parsed?.success ? ({ id, call, given: parsed.output } as CheckedRequest) : { id, call: null };
}
