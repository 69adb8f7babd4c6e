// Contacts and their keys, and the pin table.
import * as v from "valibot";
import type { Contact, ContactEvent, ContactPage } from "../../domain/trust/contact";
import type { KeyringEntry } from "../../domain/trust/keyring";
import type { PinCheck } from "../../domain/trust/pin-table";
import type { Verification } from "../../domain/trust/verification-number";
import { address, fingerprint, keyFile, nothing, octets, shortText } from "./fields";
import { type Calls, gives, PAGE } from "./table";

export const contacts = {
  "contact.search": {
    callers: PAGE,
    request: v.object({ query: shortText, offset: v.number(), limit: v.pipe(v.number(), v.maxValue(200)) }),
    answer: gives<ContactPage>(),
  },
  "contact.get": {
    callers: PAGE,
    request: v.object({ address }),
    answer: gives<Contact, "unknown">(),
  },
  "contact.import": {
    callers: PAGE,
    request: v.object({ key: keyFile }),
    answer: gives<
      { contacts: Contact[]; changed: string[] },
      "not-a-key" | "no-address" | "expired" | "revoked" | "too-large"
    >(),
  },
  /** Binary certificates from one file, a few per call, so that progress shows and the user can stop. */
  "keyring.import": {
    callers: PAGE,
    request: v.object({ keys: v.pipe(v.array(octets), v.minLength(1), v.maxLength(25)) }),
    /** One entry per key, in the order given. */
    answer: gives<KeyringEntry[]>(),
  },
  "contact.verify": {
    callers: PAGE,
    request: v.object({ address, verified: v.boolean() }),
    answer: gives<Contact, "unknown">(),
  },
  "contact.delete": {
    callers: PAGE,
    request: v.object({ address }),
    answer: gives<null>(),
  },
  /** Newest first; at most 500. */
  "contact.history": {
    callers: PAGE,
    request: v.object({ address }),
    answer: gives<ContactEvent[]>(),
  },
  /** What to compare with this contact: for the pinned key, or else for the key that mail would first be sealed to. */
  "verification.show": {
    callers: PAGE,
    request: v.object({ address, own: v.object({ fingerprint, address }) }),
    answer: gives<Verification, "no-identity" | "unknown">(),
  },
  /** Text read from the contact's QR code. If it names a known key of the contact, that key is pinned and verified. */
  "verification.scan": {
    callers: PAGE,
    request: v.object({ address, code: shortText }),
    answer: gives<Contact, "not-a-code" | "other-key" | "other-address" | "unknown">(),
  },
  /** Every pin with its certificate, signed by the user's own key: an unencrypted file that names the contacts. */
  "pins.save": {
    callers: PAGE,
    request: nothing,
    answer: gives<{ text: string; fileName: string }, "no-identity" | "locked">(),
  },
  /** Reads a file from pins.save. A pin that differs from the one here is held, never overwritten. */
  "pins.restore": {
    callers: PAGE,
    request: v.object({ text: v.pipe(v.string(), v.maxLength(64 * 1024 * 1024)) }),
    answer: gives<
      {
        restored: number;
        /** other-key: another key is pinned here; this one is held. rejected: by the user, here. bad-key: not that key. */
        refused: { address: string; because: "other-key" | "rejected" | "bad-key" }[];
      },
      "not-a-table" | "not-ours" | "no-identity"
    >(),
  },
  "pins.check": {
    callers: PAGE,
    request: nothing,
    answer: gives<PinCheck>(),
  },
  /** The user accepts the pins as they are: signs them again. */
  "pins.accept": {
    callers: PAGE,
    request: nothing,
    answer: gives<PinCheck, "no-identity" | "locked">(),
  },
} as const satisfies Calls;
