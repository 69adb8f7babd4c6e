// One message: opening, checking, sealing and signing it, and what its header and its keys say.
import * as v from "valibot";
import type { KeyAnswer } from "../../domain/dkim/check-message";
import { isSelector, isSigningDomain } from "../../domain/dkim/names";
import type { Opened } from "../../domain/message/opened";
import type { DecryptFailure, ParseCode } from "../../domain/pgp/open";
import type { RecipientState } from "../../domain/trust/contact";
import type { MailKey } from "../../domain/trust/mail-key";
import { LEVELS, type Missing } from "../../domain/trust/message-class";
import { address, addresses, fingerprint, octets, shortText, speaking, text, uuid } from "./fields";
import { type Calls, CONTENT, gives, OVERLAY } from "./table";

/** The least every recipient must have; left out: what a policy asks for, or nothing. */
const least = v.optional(v.object({ level: v.picklist(LEVELS), inside: v.boolean() }));
const sealedFor = { least, to: addresses, cc: addresses, bcc: addresses, ...speaking };
/** What a message says of itself: as the page shows it (null: it does not tell) and, where seen, as its source has it. */
const claims = {
  from: v.nullable(address),
  to: addresses,
  date: v.nullable(v.number()),
  account: v.nullable(address),
  /** Every address of the source's own From fields, one character an octet. Left out: no source was seen. */
  sourceFrom: v.optional(v.pipe(v.array(shortText), v.maxLength(100))),
  /** The source's own Date, before what the page shows; null where it has none that can be read. Left out: no source was seen. */
  sourceDate: v.optional(v.nullable(v.number())),
  /** The reader's provider found the message to be from the domain in From (DKIM or DMARC). Left out: nobody says so. */
  vouched: v.optional(v.boolean()),
};

/**
 * Which reading of a message this is a part of, and how many layers are around what is opened. Drawn anew for what the user
 * does; all calls of one reading share what a message may cost (background/mail/work-budget.ts).
 */
const work = v.optional(v.object({ id: uuid, layer: v.pipe(v.number(), v.integer(), v.minValue(0)) }));

/** A key as it stands in the text of a message. */
const armored = v.pipe(v.string(), v.maxLength(1_000_000));

/** The key that would have to be opened first, by its fingerprint. */
export interface Locked {
  readonly code: "locked";
  readonly fingerprint: string;
}

export type OpenFailure =
  | ParseCode
  | DecryptFailure
  | Locked
  /** `missing`: addresses of keys that were here and are not. */
  | { readonly code: "no-identity"; readonly missing: readonly string[] }
  | "too-deep"
  | "too-much";

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
   * Opens a message: `armored` (or a clearsigned text) or `sealed`, its octets, armored or not. `as` "entity" and
   * "octets" answer what was inside as octets, the former a MIME entity with a header of its own; otherwise as text. `unprotected`: the user wants to see old mail that
   * nothing protects against change; it is text to read, never proof and never HTML.
   */
  "message.open": {
    callers: OVERLAY,
    request: v.object({
      armored: v.optional(text),
      sealed: v.optional(octets),
      as: v.optional(v.picklist(["text", "entity", "octets"])),
      unprotected: v.optional(v.boolean()),
      work,
      ...claims,
    }),
    answer: gives<Opened, OpenFailure>(),
  },
  /** Checks a detached signature (RFC 3156 5, a file's .sig): `signed` exactly as it arrived. Answers no content. */
  "message.verify": {
    callers: OVERLAY,
    request: v.object({ signed: octets, signature: v.union([text, octets]), work, ...claims }),
    answer: gives<Opened, OpenFailure>(),
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
