// One message: opening, checking, sealing and signing it, and what its header and keys say.
import * as v from "valibot";
import type { KeyAnswer } from "../../domain/dkim/check-message";
import { isSelector, isSigningDomain } from "../../domain/dkim/names";
import {
  type Claims,
  type Given,
  type Locked,
  MOST_SENDERS,
  type OpenFailure,
  type ReadMail,
} from "../../domain/message/opened";
import type { RecipientState } from "../../domain/trust/contact";
import type { MailKey } from "../../domain/trust/mail-key";
import { LEVELS, type Missing } from "../../domain/trust/message-class";
import { address, addresses, fingerprint, octets, shortText, speaking, text, uuid } from "./fields";
import { type Calls, CONTENT, gives, OVERLAY } from "./table";

/** The minimum every recipient must meet; left out: what a policy requires, if anything. */
const least = v.optional(v.object({ level: v.picklist(LEVELS), inside: v.boolean() }));
const sealedFor = { least, to: addresses, cc: addresses, bcc: addresses, ...speaking };
/** What a message claims about itself, and in which forms a page hands one over: see domain/message/opened.ts. */
const claims = v.object({
  from: v.nullable(address),
  to: v.pipe(addresses, v.readonly()),
  date: v.nullable(v.number()),
  account: v.nullable(address),
  sourceFrom: v.optional(v.pipe(v.array(shortText), v.maxLength(MOST_SENDERS), v.readonly())),
  sourceDate: v.optional(v.nullable(v.number())),
  vouched: v.optional(v.boolean()),
}) satisfies v.GenericSchema<Claims>;
const given = v.union([
  v.object({ source: octets, forwarded: v.optional(v.boolean()) }),
  v.object({ armored: v.union([text, octets]), charset: v.optional(shortText) }),
  v.object({ file: octets, name: v.nullable(text) }),
  v.object({ signed: octets, signature: octets }),
]) satisfies v.GenericSchema<Given>;

/** A key in the text of a message. */
const armored = v.pipe(v.string(), v.maxLength(1_000_000));

export type SealFailure =
  | Locked
  | "no-identity"
  | "whose-key"
  | "no-recipients"
  /**
   * unanswered: no key either, but some source has not confirmed that there is none. unchecked: a key known from messages
   * alone, whose domain was not asked or did not answer.
   */
  | {
      readonly code: "missing-keys" | "unanswered" | "unchecked" | "held" | "strong-mismatch";
      readonly addresses: readonly string[];
    }
  | { readonly code: "below-class"; readonly missing: Missing; readonly addresses: readonly string[] }
  | "too-large"
  | "full"
  /** By this computer's clock, the user's own key will not be made for days (clock-behind) or has expired (own-key-ended). */
  | "clock-behind"
  | "own-key-ended"
  | "failed";

/** below-class: clear text is readable by anyone, which an organisation's policy rules out. */
type SignFailure =
  | Locked
  | "below-class"
  | "no-identity"
  | "whose-key"
  | "too-large"
  | "clock-behind"
  | "own-key-ended"
  | "failed";

export const mail = {
  /** The header section of a source the page fetched on the user's behalf, one character per octet, for Autocrypt keys. */
  "mail.headers": {
    callers: CONTENT,
    request: v.object({ headers: v.pipe(v.string(), v.maxLength(262_144)) }),
    answer: gives<null>(),
  },
  /**
   * Reads a message in whatever form the page hands it over: undoes its layers, and answers who signed it, the facts for its
   * index, and its content. Fails with not-a-message where the message is not sealed or signed as a whole.
   */
  "mail.read": {
    callers: OVERLAY,
    request: v.object({
      given,
      claims,
      /** The user wants to see old mail without integrity protection. */
      unprotected: v.optional(v.boolean()),
      /** A new id for each action of the user. `clicks`: how many nested things the user opened to get to this one. */
      work: v.optional(v.object({ id: uuid, clicks: v.pipe(v.number(), v.integer(), v.minValue(0)) })),
    }),
    answer: gives<ReadMail, OpenFailure>(),
  },
  /**
   * Signs, and encrypts to the pinned key of every recipient and to the user; pins first-contact keys (first use). `text` is
   * sealed as it is (inline armor), `entity` is a whole MIME entity in octets.
   */
  "message.seal": {
    callers: OVERLAY,
    request: v.union([v.object({ text, ...sealedFor }), v.object({ entity: octets, ...sealedFor })]),
    answer: gives<{ armored: string; pinned: string[] }, SealFailure>(),
  },
  /** Clearsigns a text (RFC 9580 7), which anyone can read. */
  "message.sign": {
    callers: OVERLAY,
    request: v.object({ text, ...speaking }),
    answer: gives<{ signed: string }, SignFailure>(),
  },
  /** What a public key in a message is, compared with the keys known for its addresses. Stores nothing for an unknown key. */
  "mail.key": {
    callers: OVERLAY,
    request: v.object({ armored, from: v.nullable(address) }),
    answer: gives<MailKey[], "not-a-key" | "too-large">(),
  },
  /** The user keeps a key from a message for the sender's address, by the rules for any other found key. */
  "mail.keepKey": {
    callers: OVERLAY,
    request: v.object({ armored, fingerprint, address }),
    answer: gives<RecipientState, "not-a-key" | "too-large" | "unusable">(),
  },
  /**
   * A domain's DKIM key: the one TXT record at <selector>._domainkey.<domain> (RFC 6376 3.6.2.1). Asks the network, so only on
   * a click of the user on a button that says so. Never fails.
   */
  "dkim.key": {
    callers: OVERLAY,
    request: v.object({
      domain: v.pipe(v.string(), v.check(isSigningDomain)),
      selector: v.pipe(v.string(), v.check(isSelector)),
    }),
    answer: gives<KeyAnswer & { readonly host: string }>(),
  },
} as const satisfies Calls;
