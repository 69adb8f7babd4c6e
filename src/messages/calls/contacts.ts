// Correspondents and their keys, and the table of pins.
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
  /** Keys of one file, binary, one certificate each; a few at a time, so that progress shows and the user can stop. */
  "keyring.import": {
    callers: PAGE,
    request: v.object({ keys: v.pipe(v.array(octets), v.minLength(1), v.maxLength(25)) }),
    /** One answer for each key given, in its order. */
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
  /** What to compare with this contact: about the pinned key, or the one that mail would be sealed to first. */
  "verification.show": {
    callers: PAGE,
    request: v.object({ address, own: v.object({ fingerprint, address }) }),
    answer: gives<Verification, "no-identity" | "unknown">(),
  },
  /** Text read from the contact's QR code. A known key of the contact becomes the pinned one and is verified. */
  "verification.scan": {
    callers: PAGE,
    request: v.object({ address, code: shortText }),
    answer: gives<Contact, "not-a-code" | "other-key" | "other-address" | "unknown">(),
  },
  /** Every pin with its certificate, signed by the user's own key: a file in clear text that names the contacts. */
  "pins.save": {
    callers: PAGE,
    request: nothing,
    answer: gives<{ text: string; fileName: string }, "no-identity" | "locked">(),
  },
  /** Takes what pins.save wrote. A pin that differs from the one here is held, never overwritten. */
  "pins.restore": {
    callers: PAGE,
    request: v.object({ text: v.pipe(v.string(), v.maxLength(64 * 1024 * 1024)) }),
    answer: gives<
      {
        restored: number;
        /** other-key: another key is pinned here, so this one is held. rejected: turned down here. bad-key: not that key. */
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
  /** The user takes the pins as they are: signs them anew. */
  "pins.accept": {
    callers: PAGE,
    request: nothing,
    answer: gives<PinCheck, "no-identity" | "locked">(),
  },
} as const satisfies Calls;
