// One message: opening, checking, sealing and signing it, and what its header and its keys say.
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

/** The least every recipient must have; left out: what a policy asks for, or nothing. */
const least = v.optional(v.object({ level: v.picklist(LEVELS), inside: v.boolean() }));
const sealedFor = { least, to: addresses, cc: addresses, bcc: addresses, ...speaking };
/** What a message says of itself, and in which forms a page hands one over: see domain/message/opened.ts. */
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

/** A key as it stands in the text of a message. */
const armored = v.pipe(v.string(), v.maxLength(1_000_000));

export type SealFailure =
  | Locked
  | "no-identity"
  | "whose-key"
  | "no-recipients"
  /**
   * unanswered: no key either, but not everybody who could know of one has said that there is none. unchecked: a key that
   * messages alone name, whose domain was not asked or did not answer.
   */
  | {
      readonly code: "missing-keys" | "unanswered" | "unchecked" | "held" | "strong-mismatch";
      readonly addresses: readonly string[];
    }
  | { readonly code: "below-class"; readonly missing: Missing; readonly addresses: readonly string[] }
  | "too-large"
  | "full"
  /** By this computer's clock the own key is days from being made, or has ended. */
  | "clock-behind"
  | "own-key-ended"
  | "failed";

/** below-class: a text in clear is for everybody, which an organisation rules out. */
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
  /** Header part of a message's source the page fetched on the user's behalf, one octet a character, for Autocrypt keys. */
  "mail.headers": {
    callers: CONTENT,
    request: v.object({ headers: v.pipe(v.string(), v.maxLength(262_144)) }),
    answer: gives<null>(),
  },
  /**
   * Reads a message in whatever form the page hands it over: undoes its layers, and says who signed it, what its index is made
   * of, and what lies within. A message that nobody sealed or signed as a whole is no message here.
   */
  "mail.read": {
    callers: OVERLAY,
    request: v.object({
      given,
      claims,
      /** The user wants to see old mail that nothing protects against change. */
      unprotected: v.optional(v.boolean()),
      /** Drawn anew for what the user does. `clicks`: how many things were opened in one another to come to this one. */
      work: v.optional(v.object({ id: uuid, clicks: v.pipe(v.number(), v.integer(), v.minValue(0)) })),
    }),
    answer: gives<ReadMail, OpenFailure>(),
  },
  /**
   * Signs, encrypts to the pinned key of every recipient and to self; pins first-contact keys (first use). `text` is sealed
   * as it is (inline shape), `entity` is a whole MIME entity in octets.
   */
  "message.seal": {
    callers: OVERLAY,
    request: v.union([v.object({ text, ...sealedFor }), v.object({ entity: octets, ...sealedFor })]),
    answer: gives<{ armored: string; pinned: string[] }, SealFailure>(),
  },
  /** Clearsigns a text that everybody may read. */
  "message.sign": {
    callers: OVERLAY,
    request: v.object({ text, ...speaking }),
    answer: gives<{ signed: string }, SignFailure>(),
  },
  /** What a public key in a message is, beside what is known of its addresses. Nothing is stored unless it is known already. */
  "mail.key": {
    callers: OVERLAY,
    request: v.object({ armored, from: v.nullable(address) }),
    answer: gives<MailKey[], "not-a-key" | "too-large">(),
  },
  /** The user keeps a key from a message for the sender's address, by the rules for any other find. */
  "mail.keepKey": {
    callers: OVERLAY,
    request: v.object({ armored, fingerprint, address }),
    answer: gives<RecipientState, "not-a-key" | "too-large" | "unusable">(),
  },
  /**
   * The key a domain signs its mail with (DKIM): one TXT record, at <selector>._domainkey.<domain> and nowhere else. Asks the
   * network, so only on the user's click that says so. Never fails.
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
