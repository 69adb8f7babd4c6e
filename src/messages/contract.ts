// Every call that crosses a room, in one table: who may make it, what it must look like. The answer types are below,
// in `Answers`. serve.ts checks caller and request at run time; call.ts types both ends. See docs/decisions/0002.
import * as v from "valibot";
import type { Delivery } from "../domain/delivery/delivery";
import type { LookupOutcome } from "../domain/discovery/lookup";
import type { KeyAnswer } from "../domain/dkim/check-message";
import { isSelector, isSigningDomain } from "../domain/dkim/names";
import type { DraftSummary } from "../domain/draft-summary";
import type { Identity, KeptKeys } from "../domain/identity";
import type { Opened } from "../domain/message/opened";
import type { Home, Step } from "../domain/privacy/home";
import type { MessageFacts } from "../domain/privacy/message-index";
import type { PathFacts } from "../domain/privacy/path-facts";
import type { Verdict } from "../domain/privacy/thread-index";
import type { AddressUpload } from "../domain/publish/key-server";
import type { PublishCheck, PublishedKey, Submission } from "../domain/publish/published";
import type { Result } from "../domain/result";
import { COMPOSE_WINDOW, type Settings } from "../domain/settings";
import type { SiteGrant } from "../domain/site-grant";
import type { Contact, ContactEvent, ContactPage, RecipientState } from "../domain/trust/contact";
import type { KeyringEntry } from "../domain/trust/keyring";
import type { MailKey } from "../domain/trust/mail-key";
import { LEVELS } from "../domain/trust/message-class";
import type { PinCheck } from "../domain/trust/pin-table";
import type { Verification } from "../domain/trust/verification-number";
import { type Asked, WINDOWS } from "./consent";
import { keyServerList, resolverList } from "./servers";
import type { TicketKind } from "./ticket";

/**
 * content: our script in a web page (its renderer may be hostile). overlay: our frame inside a web page.
 * page: popup, options, welcome. A caller not in a call's list is refused.
 */
export type Caller = "content" | "overlay" | "page";

const address = v.pipe(v.string(), v.maxLength(254), v.includes("@"));
const addresses = v.pipe(v.array(address), v.maxLength(500));
const ticket = v.pipe(v.string(), v.uuid());
const fingerprint = v.pipe(v.string(), v.regex(/^[0-9a-f]{40}([0-9a-f]{24})?$/));
const text = v.string();
const shortText = v.pipe(v.string(), v.maxLength(2000));
const mark = v.object({
  symbol: v.picklist(["anchor", "eye", "seal", "leaf", "star", "moon"]),
  colour: v.picklist(["amber", "sky", "moss", "rose", "violet", "sand"]),
});
const draftId = v.pipe(v.string(), v.uuid());
/** The name an overlay drew for itself: a draft is written by one at a time. Left out: by nobody who goes on writing it. */
const holder = v.optional(draftId);
/** SHA-256, in hex. */
const digest = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const octets = v.instance(Uint8Array);
/** The least every recipient must have; left out: what a policy asks for, or nothing. */
const least = v.optional(v.object({ level: v.picklist(LEVELS), inside: v.boolean() }));
/** Whose key speaks: that of the address the page sends from (null: nobody tells); `as`, one the user named for this message. */
const speaking = { from: v.nullable(address), as: v.optional(fingerprint) };
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
 * does; all calls of one reading share what a message may cost (background/work-budget.ts).
 */
const work = v.optional(
  v.object({ id: v.pipe(v.string(), v.uuid()), layer: v.pipe(v.number(), v.integer(), v.minValue(0)) }),
);

/** The webmail's name of a message or conversation; what it means is the webmail's own affair. */
const name = v.pipe(v.string(), v.minLength(1), v.maxLength(500));
const grade = v.picklist(["a", "b", "c", "d", "e", "u"]);
const count = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100_000));
const path = v.object({
  reason: v.picklist([
    "proven",
    "internal",
    "no-lines",
    "not-understood",
    "not-joined",
    "time-runs-back",
    "no-provider",
    "no-source",
    "no-transport",
  ]),
  transport: v.nullable(v.picklist(["modern", "tls", "weak", "clear", "internal"])),
  dkim: v.boolean(),
  dkimHere: v.optional(v.boolean()),
  sealer: v.optional(shortText),
  strangers: v.pipe(v.array(shortText), v.maxLength(200), v.readonly()),
  handedOverBy: shortText,
}) satisfies v.GenericSchema<PathFacts>;

export const contract = {
  // Content script -------------------------------------------------------------------------------------------------
  /** Once per page load and when the account changes. Background remembers the account (to prefill the welcome page). */
  "content.hello": {
    callers: ["content"],
    request: v.object({ site: shortText, account: v.nullable(v.object({ address, name: shortText })) }),
  },
  /** Registers a ticket the content script drew (crypto.randomUUID) for an overlay it is mounting. */
  "ticket.open": {
    callers: ["content"],
    request: v.object({ ticket, kind: v.picklist(["read", "compose", "badge"]) }),
  },
  /** Header part of a message's source the page fetched on the user's behalf, one octet a character, for Autocrypt keys. */
  "mail.headers": {
    callers: ["content"],
    request: v.object({ headers: v.pipe(v.string(), v.maxLength(262_144)) }),
  },
  /**
   * The verdicts on rows of a list, in their order; null where not every message a row stands for was judged. `message` is the
   * newest of `count`, and all of them belong to `thread`. The place is the sender's own.
   */
  "verdict.rows": {
    callers: ["content"],
    request: v.object({
      account: v.nullable(address),
      rows: v.pipe(v.array(v.object({ message: name, thread: v.nullable(name), count })), v.maxLength(1000)),
    }),
  },
  /**
   * The verdict on an open conversation of `count` messages (null: the page does not tell), some of which it names. Null
   * where nothing is kept.
   */
  "verdict.thread": {
    callers: ["content"],
    request: v.object({
      account: v.nullable(address),
      thread: name,
      messages: v.pipe(v.array(name), v.maxLength(1000)),
      count: v.nullable(count),
    }),
  },

  // Overlays -------------------------------------------------------------------------------------------------------
  /** Once per overlay document; waits up to 2 s for a ticket.open still under way. */
  "ticket.claim": { callers: ["overlay"], request: v.object({ ticket }) },
  /** Opens a window that may claim `ticket` for the line of the compose overlay that was let in by `own`. Once. */
  "ticket.move": { callers: ["overlay"], request: v.object({ ticket, own: ticket }) },
  /** Opens the small window that asks this; the overlay draws the token. One window for an overlay: the next takes its place. */
  "consent.ask": {
    callers: ["overlay"],
    request: v.object({
      token: ticket,
      kind: v.picklist(WINDOWS),
      label: shortText,
      account: v.nullable(address),
      people: v.pipe(v.array(shortText), v.maxLength(500)),
      about: v.pipe(v.array(shortText), v.maxLength(100)),
      pointer: v.nullable(v.object({ x: v.number(), y: v.number() })),
    }),
  },
  /** What was answered there, once and to the overlay that asked; waiting: nothing yet. */
  "consent.take": { callers: ["overlay"], request: v.object({ token: ticket }) },
  /** What was to be done is gone: so is the window. */
  "consent.drop": { callers: ["overlay"], request: v.object({ token: ticket }) },
  /** What the window shows; to the first tab that asks alone. */
  "consent.show": { callers: ["page"], request: v.object({ token: ticket }) },
  /** The user's answer, from that tab, which closes. `typed`: what the overlay gets with a yes (a letter's passphrase). */
  "consent.answer": {
    callers: ["page"],
    request: v.object({ token: ticket, yes: v.boolean(), typed: v.optional(v.pipe(v.string(), v.maxLength(1000))) }),
  },
  /**
   * Opens a message: `armored` (or a clearsigned text) or `sealed`, its octets, armored or not. `as` "entity" and
   * "octets" answer what was inside as octets, the former a MIME entity with a header of its own; otherwise as text. `unprotected`: the user wants to see old mail that
   * nothing protects against change; it is text to read, never proof and never HTML.
   */
  "message.open": {
    callers: ["overlay"],
    request: v.object({
      armored: v.optional(text),
      sealed: v.optional(octets),
      as: v.optional(v.picklist(["text", "entity", "octets"])),
      unprotected: v.optional(v.boolean()),
      work,
      ...claims,
    }),
  },
  /** Checks a detached signature (RFC 3156 5, a file's .sig): `signed` exactly as it arrived. Answers no content. */
  "message.verify": {
    callers: ["overlay"],
    request: v.object({ signed: octets, signature: v.union([text, octets]), work, ...claims }),
  },
  /**
   * Signs, encrypts to the pinned key of every recipient and to self; pins first-contact keys (first use). `text` is sealed
   * as it is (inline shape), `entity` is a whole MIME entity in octets.
   */
  "message.seal": {
    callers: ["overlay"],
    request: v.union([v.object({ text, ...sealedFor }), v.object({ entity: octets, ...sealedFor })]),
  },
  /** Clearsigns a text that everybody may read. */
  "message.sign": { callers: ["overlay"], request: v.object({ text, ...speaking }) },
  /** What the index of a clear message is made of (nothing sealed or signed); the overlay adds the path. */
  "index.clear": {
    callers: ["overlay"],
    request: v.object({ from: v.nullable(address), to: addresses, account: v.nullable(address) }),
  },
  /** What the header of this message proved when it was read before. Null: nothing that still counts. */
  "verdict.known": { callers: ["overlay"], request: v.object({ account: v.nullable(address), message: name }) },
  /** Keeps what a message was judged to be. Never fails: a verdict that could not be kept is found again. */
  "verdict.note": {
    callers: ["overlay"],
    request: v.object({
      account: v.nullable(address),
      message: name,
      thread: v.nullable(name),
      grade,
      sealed: v.boolean(),
      path: v.nullable(path),
      /** When its people were judged. */
      at: v.number(),
    }),
  },
  /** A message was sealed and sent: the grade that was forecast for it. */
  "verdict.sent": { callers: ["overlay"], request: v.object({ grade }) },
  /** What a public key in a message is, beside what is known of its addresses. Nothing is stored unless it is known already. */
  "mail.key": {
    callers: ["overlay"],
    request: v.object({ armored: v.pipe(v.string(), v.maxLength(1_000_000)), from: v.nullable(address) }),
  },
  /** The user keeps a key from a message for the sender's address, by the rules for any other find. */
  "mail.keepKey": {
    callers: ["overlay"],
    request: v.object({ armored: v.pipe(v.string(), v.maxLength(1_000_000)), fingerprint, address }),
  },
  /**
   * The key a domain signs its mail with (DKIM): one TXT record, at <selector>._domainkey.<domain> and nowhere else. Asks the
   * network, so only on the user's click that says so. Never fails.
   */
  "dkim.key": {
    callers: ["overlay"],
    request: v.object({
      domain: v.pipe(v.string(), v.check(isSigningDomain)),
      selector: v.pipe(v.string(), v.check(isSelector)),
    }),
  },
  "recipient.states": { callers: ["overlay", "page"], request: v.object({ addresses }) },
  /** One source for one address, at most 4 s. `force` skips the cache. */
  "recipient.lookup": {
    callers: ["overlay", "page"],
    request: v.object({
      address,
      source: v.picklist(["dns", "cert", "pka", "wkd", "server"]),
      /** Origin of a configured key server, with source "server". */
      server: v.optional(shortText),
      force: v.optional(v.boolean()),
    }),
  },
  /**
   * How mail to the domains of these addresses will travel; asks each once, at most 4 s. An address whose domain nobody can
   * be asked about is left out. `force` asks anew for a policy that could not be had.
   */
  "delivery.forecast": { callers: ["overlay"], request: v.object({ addresses, force: v.optional(v.boolean()) }) },
  /** The user's answer to a changed key or a conflict: use this one from now on. */
  "recipient.choose": { callers: ["overlay", "page"], request: v.object({ address, fingerprint }) },
  /** The user says that this key, which is not the pinned one, is not theirs: it is not offered again. */
  "recipient.reject": { callers: ["overlay", "page"], request: v.object({ address, fingerprint }) },
  /** The user has seen RecipientState.notice. */
  "recipient.dismissNotice": { callers: ["overlay", "page"], request: v.object({ address }) },
  /**
   * Sealed to the user's own key before it is stored; never fails because the key is locked. `entity` is the whole mail with
   * its files empty (domain/mime/draft), `files` names their contents in the same order. Answers which of those are missing.
   * taken: another overlay has gone on with it, and nothing was written.
   */
  "draft.save": {
    callers: ["overlay"],
    request: v.object({
      id: draftId,
      place: shortText,
      composeKey: v.nullable(shortText),
      account: v.nullable(address),
      ...speaking,
      entity: octets,
      files: v.pipe(v.array(draftId), v.maxLength(500)),
      holder,
    }),
  },
  /** Whether the draft is there, and still this overlay's. */
  "draft.standing": { callers: ["overlay"], request: v.object({ id: draftId, holder: draftId }) },
  /** Before the page's Send is pressed: the message may be out from `at` on. Null: it is not. */
  "draft.leaving": { callers: ["overlay"], request: v.object({ id: draftId, holder, at: v.nullable(v.number()) }) },
  /** The content of a file that the draft names. gone: it does not name it any more. */
  "draft.saveFile": {
    callers: ["overlay"],
    request: v.object({ id: draftId, file: draftId, ...speaking, bytes: octets }),
  },
  /**
   * Drafts for this place (origin of the webmail); exact match of composeKey first. `digest`, of what stands in the page's box:
   * a message that was sealed there in this tab within the hour, before all others.
   */
  "draft.find": {
    callers: ["overlay"],
    request: v.object({
      place: shortText,
      composeKey: v.nullable(shortText),
      account: v.nullable(address),
      digest: v.nullable(digest),
    }),
  },
  /** It was sealed and put into the page: no draft from now on, and gone in an hour; at once in a private window. */
  "draft.placed": { callers: ["overlay"], request: v.object({ id: draftId, holder, digest }) },
  /**
   * `account`: where it is to go on; null where that is not told, and from a page of ours. `holder`: the overlay that goes on
   * with it; whoever wrote it until now is told.
   */
  "draft.load": {
    callers: ["overlay", "page"],
    request: v.object({ id: draftId, account: v.nullable(address), holder }),
  },
  "draft.loadFile": {
    callers: ["overlay"],
    request: v.object({ id: draftId, file: draftId, account: v.nullable(address) }),
  },
  /** The user asked for this reply: the next editor of this tab opens on it, on the webmail's next page too (content.hello). */
  "draft.handOver": { callers: ["overlay"], request: v.object({ id: draftId }) },
  /** The next editor sealed at the draft's place begins with it. */
  "draft.continue": { callers: ["page"], request: v.object({ id: draftId }) },
  /** With a `holder`, only while it is that overlay's. One that is written elsewhere is kept anew there. */
  "draft.drop": { callers: ["overlay", "page"], request: v.object({ id: draftId, holder }) },
  "draft.list": { callers: ["page"], request: v.object({}) },

  // Key and vault --------------------------------------------------------------------------------------------------
  "vault.unlock": {
    callers: ["overlay", "page"],
    request: v.object({ fingerprint: v.optional(fingerprint), passphrase: v.pipe(v.string(), v.maxLength(1000)) }),
  },
  "vault.lock": { callers: ["page"], request: v.object({}) },
  /** The public key of the identity that speaks, with the one user ID it speaks under, to attach to a mail. */
  "identity.public": { callers: ["overlay"], request: v.object(speaking) },
  /** The strong forms of an own key's addresses. */
  "identity.strong": { callers: ["page"], request: v.object({ fingerprint }) },
  "identity.list": { callers: ["overlay", "page"], request: v.object({}) },
  /** Makes a key (v4, curve25519Legacy, two years) and its revocation certificate. */
  "identity.create": {
    // An overlay: where the user writes from an address of theirs that has none yet, on their press.
    callers: ["overlay", "page"],
    request: v.object({ name: shortText, address, passphrase: v.optional(v.pipe(v.string(), v.maxLength(1000))) }),
  },
  /** One more address on an own key, on the user's press that says who then sees both. */
  "identity.addAddress": { callers: ["overlay"], request: v.object({ fingerprint, address }) },
  /** `key` is armored text or binary; `passphrase` opens it and goes on protecting it. */
  "identity.import": {
    callers: ["page"],
    request: v.object({
      key: v.union([v.string(), v.instance(Uint8Array)]),
      passphrase: v.optional(v.pipe(v.string(), v.maxLength(1000))),
    }),
  },
  /** Armored. "public": with the user ID of `address` alone, where one is given. "secret" is protected by `passphrase` when one is given; "backup" is sealed by a 36-digit code it returns. Both leave for `current` alone, the passphrase the key has here, where it has one. */
  "identity.export": {
    callers: ["page"],
    request: v.object({
      fingerprint,
      what: v.picklist(["public", "secret", "revocation", "backup"]),
      address: v.optional(address),
      current: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(1000)))),
      passphrase: v.optional(v.pipe(v.string(), v.maxLength(1000))),
    }),
  },
  /** Sets, changes or (next: null) removes the passphrase. */
  "identity.protect": {
    callers: ["page"],
    request: v.object({
      fingerprint,
      current: v.nullable(v.pipe(v.string(), v.maxLength(1000))),
      next: v.nullable(v.pipe(v.string(), v.maxLength(1000))),
    }),
  },
  /** Gives it two more years, from now. `passphrase`: the one that protects it, null where none does. */
  "identity.extend": {
    callers: ["page"],
    request: v.object({ fingerprint, passphrase: v.nullable(v.pipe(v.string(), v.maxLength(1000))) }),
  },
  "identity.delete": { callers: ["page"], request: v.object({ fingerprint }) },

  // Publishing the own key -----------------------------------------------------------------------------------------
  "publish.key": { callers: ["page"], request: v.object({ fingerprint, address }) },
  /** Asks one place afresh, as a stranger would. */
  "publish.check": {
    callers: ["page"],
    request: v.object({
      fingerprint,
      address,
      way: v.picklist(["dns", "cert", "pka", "wkd", "server"]),
      /** Origin of a configured key server, with way "server". */
      server: v.optional(shortText),
    }),
  },
  /** Whether the provider takes keys by mail; makes the message, sends nothing. */
  "publish.submission": { callers: ["page"], request: v.object({ fingerprint, address }) },
  /** Gives the key to a configured server of kind "vks". */
  "publish.upload": { callers: ["page"], request: v.object({ fingerprint, address, server: shortText }) },
  /** Has that server send its confirmation mail. */
  "publish.confirm": {
    callers: ["page"],
    request: v.object({
      fingerprint,
      address,
      server: shortText,
      token: shortText,
      language: v.picklist(["en", "fr"]),
    }),
  },

  // Contacts, settings, sites --------------------------------------------------------------------------------------
  "contact.search": {
    callers: ["page"],
    request: v.object({ query: shortText, offset: v.number(), limit: v.pipe(v.number(), v.maxValue(200)) }),
  },
  "contact.get": { callers: ["page"], request: v.object({ address }) },
  "contact.import": { callers: ["page"], request: v.object({ key: v.union([v.string(), v.instance(Uint8Array)]) }) },
  /** Keys of one file, binary, one certificate each; a few at a time, so that progress shows and the user can stop. */
  "keyring.import": {
    callers: ["page"],
    request: v.object({ keys: v.pipe(v.array(v.instance(Uint8Array)), v.minLength(1), v.maxLength(25)) }),
  },
  "contact.verify": { callers: ["page"], request: v.object({ address, verified: v.boolean() }) },
  "contact.delete": { callers: ["page"], request: v.object({ address }) },
  /** Newest first; at most 500. */
  "contact.history": { callers: ["page"], request: v.object({ address }) },
  /** What to compare with this contact: about the pinned key, or the one that mail would be sealed to first. */
  "verification.show": { callers: ["page"], request: v.object({ address, own: v.object({ fingerprint, address }) }) },
  /** Text read from the contact's QR code. A known key of the contact becomes the pinned one and is verified. */
  "verification.scan": { callers: ["page"], request: v.object({ address, code: shortText }) },
  /** Every pin with its certificate, signed by the user's own key: a file in clear text that names the contacts. */
  "pins.save": { callers: ["page"], request: v.object({}) },
  /** Takes what pins.save wrote. A pin that differs from the one here is held, never overwritten. */
  "pins.restore": { callers: ["page"], request: v.object({ text: v.pipe(v.string(), v.maxLength(64 * 1024 * 1024)) }) },
  "pins.check": { callers: ["page"], request: v.object({}) },
  /** The user takes the pins as they are: signs them anew. */
  "pins.accept": { callers: ["page"], request: v.object({}) },
  /** `atOnce`: under the organisation's policy as last known, where nothing hangs on it and nobody should wait. */
  "settings.get": { callers: ["overlay", "page"], request: v.object({ atOnce: v.optional(v.boolean()) }) },
  "settings.set": {
    callers: ["page"],
    request: v.object({
      mark: v.optional(mark),
      language: v.optional(v.picklist(["auto", "en", "fr"])),
      resolvers: v.optional(resolverList),
      wkd: v.optional(v.boolean()),
      mtaSts: v.optional(v.boolean()),
      composeWindow: v.optional(v.picklist(COMPOSE_WINDOW)),
      keyServers: v.optional(keyServerList),
    }),
  },
  /** After the browser granted the origin (permissions.request needs the page's own click). Registers and injects. */
  "site.enable": {
    callers: ["page"],
    request: v.object({ origin: v.pipe(v.string(), v.url(), v.startsWith("https://")), tabId: v.optional(v.number()) }),
  },
  "site.disable": { callers: ["page"], request: v.object({ origin: v.pipe(v.string(), v.url()) }) },
  "site.list": { callers: ["page"], request: v.object({}) },
  /** Words that stand for somebody in the address of a page of ours, and back: as long as the browser runs. */
  "places.keep": {
    callers: ["overlay", "page"],
    request: v.object({ places: v.pipe(v.array(v.object({ word: ticket, item: shortText })), v.maxLength(500)) }),
  },
  "places.get": { callers: ["page"], request: v.object({ word: ticket }) },
  "steps.next": { callers: ["page"], request: v.object({}) },
  /** The user's answer to a step: not now, never, or after all. */
  "steps.answer": {
    callers: ["page"],
    request: v.object({ id: shortText, answer: v.picklist(["later", "never", "open"]) }),
  },
  /** The user was told of these (Home.finished). */
  "steps.seen": { callers: ["page"], request: v.object({ finished: v.pipe(v.array(shortText), v.maxLength(50)) }) },
  "home.get": { callers: ["page"], request: v.object({}) },
  /** Keys that were here and are not, and what storage did that the user was not told of yet. */
  "store.state": { callers: ["overlay", "page"], request: v.object({}) },
  /** told: the user has read it. missing: they say that they do not need what is missing. */
  "store.putAway": { callers: ["page"], request: v.object({ what: v.picklist(["told", "missing"]) }) },
  /** The account a webmail tab last told us, to prefill the welcome page. */
  "account.suggest": { callers: ["page"], request: v.object({}) },
} as const satisfies Record<string, { callers: readonly Caller[]; request: v.GenericSchema }>;

export type CallName = keyof typeof contract;
export type Request<N extends CallName> = v.InferOutput<(typeof contract)[N]["request"]>;

export type OpenCode =
  | "locked"
  | "no-identity"
  | "no-key"
  | "damaged"
  | "not-authenticated"
  | "unsupported"
  | "too-large"
  | "too-deep"
  | "too-much"
  | "not-a-message";
export type SealCode =
  | "locked"
  | "no-identity"
  | "whose-key"
  | "no-recipients"
  | "missing-keys"
  /** The same, but not everybody who could know of a key has said that there is none. */
  | "unanswered"
  | "below-class"
  /** A key that messages alone name, whose domain was not asked or did not answer. */
  | "unchecked"
  | "held"
  | "strong-mismatch"
  | "too-large"
  | "full"
  /** By this computer's clock the own key is days from being made, or has ended. */
  | "clock-behind"
  | "own-key-ended"
  | "failed";
export type ImportCode =
  | "not-a-key"
  | "not-secret"
  | "needs-passphrase"
  | "wrong-passphrase"
  | "no-address"
  | "already-there"
  | "unsupported"
  | "failed";

/**
 * none: the provider takes no keys by mail. no-key: it does, but its own key cannot be had. mailbox-only: it takes only
 * keys whose user ID is the bare address. blocked and unreachable name the host in `detail`.
 */
export type SubmissionCode = "unknown" | "none" | "no-key" | "mailbox-only" | "blocked" | "unreachable";
/** wait: too many uploads for now. refused-key: the server does not take this key. */
export type UploadCode = "unknown" | "refused-key" | "wait" | "blocked" | "unreachable";

export interface Answers {
  /** reply: draft of a reply that the user asked for on the page before. Told once. */
  "content.hello": Result<{ hasIdentity: boolean; language: Settings["language"]; reply: string | null }>;
  "ticket.open": Result<null, "taken">;
  "ticket.move": Result<null, "no-ticket" | "no-window" | "private">;
  "ticket.claim": Result<
    { tabId: number; frameId: number; kind: TicketKind; settings: Settings; identities: Identity[] },
    "no-ticket"
  >;
  /** no-window: the browser opened none. */
  "consent.ask": Result<null, "no-window">;
  "consent.take": Result<{ yes: boolean; typed: string | null }, "waiting" | "gone">;
  "consent.drop": Result<null>;
  "consent.show": Result<Asked, "gone">;
  "consent.answer": Result<null, "gone">;
  "message.open": Result<Opened, OpenCode>;
  "message.verify": Result<Opened, OpenCode>;
  "message.seal": Result<{ armored: string; pinned: string[] }, SealCode>;
  "message.sign": Result<
    { signed: string },
    "below-class" | "locked" | "no-identity" | "whose-key" | "too-large" | "clock-behind" | "own-key-ended" | "failed"
  >;
  "index.clear": Result<MessageFacts>;
  "verdict.rows": Result<(Verdict | null)[]>;
  "verdict.thread": Result<Verdict | null>;
  "verdict.known": Result<{ path: PathFacts } | null>;
  "verdict.note": Result<null>;
  "verdict.sent": Result<null>;
  "mail.headers": Result<null>;
  "mail.key": Result<MailKey[], "not-a-key" | "too-large">;
  "mail.keepKey": Result<RecipientState, "not-a-key" | "too-large" | "unusable">;
  "dkim.key": Result<KeyAnswer & { readonly host: string }>;
  "recipient.states": Result<RecipientState[]>;
  "recipient.lookup": Result<{ outcome: LookupOutcome; state: RecipientState }>;
  "delivery.forecast": Result<Delivery[]>;
  "recipient.choose": Result<RecipientState, "unknown">;
  "recipient.reject": Result<RecipientState, "unknown">;
  "recipient.dismissNotice": Result<null>;
  "draft.save": Result<{ savedAt: number; missing: string[] }, "no-identity" | "whose-key" | "full" | "taken">;
  "draft.saveFile": Result<null, "no-identity" | "whose-key" | "full" | "gone">;
  "draft.find": Result<DraftSummary[]>;
  /** `files`: in the order of the entity's; null where the content never came here. */
  "draft.load": Result<
    { id: string; entity: Uint8Array; files: (string | null)[]; savedAt: number; leftAt: number | null },
    "locked" | "gone"
  >;
  "draft.loadFile": Result<{ bytes: Uint8Array }, "locked" | "gone">;
  "draft.standing": Result<"here" | "taken" | "gone">;
  "draft.leaving": Result<null>;
  "draft.continue": Result<null>;
  "draft.drop": Result<null>;
  "draft.placed": Result<null>;
  "draft.handOver": Result<null>;
  "draft.list": Result<DraftSummary[]>;
  "vault.unlock": Result<Identity[], "wrong-passphrase" | "no-identity">;
  "vault.lock": Result<Identity[]>;
  "identity.public": Result<{ text: string; fileName: string }, "no-identity" | "whose-key">;
  "identity.strong": Result<{ strong: string[] }, "unknown">;
  "identity.list": Result<Identity[]>;
  "identity.create": Result<Identity, "bad-address" | "already-there" | "failed">;
  "identity.addAddress": Result<Identity, "unknown" | "bad-address" | "already-there" | "locked" | "failed">;
  "identity.import": Result<Identity, ImportCode>;
  "identity.export": Result<{ text: string; fileName: string; code?: string }, "unknown" | "wrong-passphrase">;
  "identity.protect": Result<Identity, "unknown" | "wrong-passphrase">;
  "identity.extend": Result<Identity, "unknown" | "wrong-passphrase">;
  "identity.delete": Result<null, "unknown">;
  "publish.key": Result<PublishedKey, "unknown">;
  "publish.check": Result<PublishCheck, "unknown">;
  "publish.submission": Result<Submission, SubmissionCode>;
  "publish.upload": Result<AddressUpload, UploadCode>;
  "publish.confirm": Result<AddressUpload, UploadCode>;
  "contact.search": Result<ContactPage>;
  "contact.get": Result<Contact, "unknown">;
  "contact.import": Result<
    { contacts: Contact[]; changed: string[] },
    "not-a-key" | "no-address" | "expired" | "revoked" | "too-large"
  >;
  /** One answer for each key given, in its order. */
  "keyring.import": Result<KeyringEntry[]>;
  "contact.verify": Result<Contact, "unknown">;
  "contact.delete": Result<null>;
  "contact.history": Result<ContactEvent[]>;
  "verification.show": Result<Verification, "no-identity" | "unknown">;
  "verification.scan": Result<Contact, "not-a-code" | "other-key" | "other-address" | "unknown">;
  "pins.save": Result<{ text: string; fileName: string }, "no-identity" | "locked">;
  "pins.restore": Result<
    {
      restored: number;
      /** other-key: another key is pinned here, so this one is held. rejected: turned down here. bad-key: not that key. */
      refused: { address: string; because: "other-key" | "rejected" | "bad-key" }[];
    },
    "not-a-table" | "not-ours" | "no-identity"
  >;
  "pins.check": Result<PinCheck>;
  "pins.accept": Result<PinCheck, "no-identity" | "locked">;
  "settings.get": Result<Settings>;
  /** fixed: by the organisation's policy; `detail` names what. Nothing was changed. */
  "settings.set": Result<Settings, "fixed">;
  "site.enable": Result<SiteGrant[], "not-granted">;
  "site.disable": Result<SiteGrant[]>;
  "site.list": Result<SiteGrant[]>;
  "steps.next": Result<Step[]>;
  /** The steps that are left. */
  "places.keep": Result<null>;
  /** Null: unknown. */
  "places.get": Result<string | null>;
  "steps.answer": Result<Step[]>;
  "steps.seen": Result<null>;
  "home.get": Result<Home>;
  "store.state": Result<KeptKeys>;
  "store.putAway": Result<KeptKeys>;
  "account.suggest": Result<{ name: string; address: string } | null>;
}

/** What serve.ts itself may answer, for any call. */
/** full, unreadable: the database (background/store/trouble.ts). */
/** policy-unread: whether an organisation has fixed anything is not known, so what it could forbid is not done. */
export type ServeCode = "refused" | "malformed" | "internal" | "full" | "unreadable" | "policy-unread";
export type Answer<N extends CallName> = Answers[N] | Result<never, ServeCode>;
