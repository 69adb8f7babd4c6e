// The user's own keys, and the vault that holds them.
import * as v from "valibot";
import type { Identity } from "../../domain/identity";
import type { Locked } from "../../domain/message/opened";
import { address, fingerprint, keyFile, nothing, passphrase, shortText, speaking } from "./fields";
import { type Calls, gives, OVERLAY, OVERLAY_OR_PAGE, PAGE } from "./table";

export type ImportCode =
  | "not-a-key"
  | "not-secret"
  | "needs-passphrase"
  | "wrong-passphrase"
  | "no-address"
  | "already-there"
  | "unsupported"
  | "failed";

export const ownKeys = {
  "vault.unlock": {
    callers: OVERLAY_OR_PAGE,
    request: v.object({ fingerprint: v.optional(fingerprint), passphrase }),
    answer: gives<Identity[], "wrong-passphrase" | "no-identity">(),
  },
  "vault.lock": {
    callers: PAGE,
    request: nothing,
    answer: gives<Identity[]>(),
  },
  /** The public key of the acting identity, with only the user ID it acts under, to attach to a mail. */
  "identity.public": {
    callers: OVERLAY,
    request: v.object(speaking),
    answer: gives<{ text: string; fileName: string }, "no-identity" | "whose-key">(),
  },
  /** The strong addresses of one of the user's keys. */
  "identity.strong": {
    callers: PAGE,
    request: v.object({ fingerprint }),
    answer: gives<{ strong: string[] }, "unknown">(),
  },
  "identity.list": {
    callers: OVERLAY_OR_PAGE,
    request: nothing,
    answer: gives<Identity[]>(),
  },
  /** Makes a key (v4, curve25519Legacy, two years) and its revocation certificate. */
  "identity.create": {
    // An overlay may, on the user's click, where the user writes from an own address that has no key yet.
    callers: OVERLAY_OR_PAGE,
    request: v.object({ name: shortText, address, passphrase: v.optional(passphrase) }),
    answer: gives<Identity, "bad-address" | "already-there" | "failed">(),
  },
  /** Adds an address to one of the user's keys, on a click on a button that says who will then see both. */
  "identity.addAddress": {
    callers: OVERLAY,
    request: v.object({ fingerprint, address }),
    answer: gives<Identity, "unknown" | "bad-address" | "already-there" | "failed" | Locked>(),
  },
  /** `key` is armored text or binary; `passphrase` unlocks it and continues to protect it. */
  "identity.import": {
    callers: PAGE,
    request: v.object({
      key: keyFile,
      passphrase: v.optional(passphrase),
    }),
    answer: gives<Identity, ImportCode>(),
  },
  /**
   * Armored. "public": with only the user ID of `address`, if given. "secret": protected by `passphrase`, if given. "backup":
   * encrypted with a 36-digit code, which is returned. Where the key has a passphrase here, both require it as `current`.
   */
  "identity.export": {
    callers: PAGE,
    request: v.object({
      fingerprint,
      what: v.picklist(["public", "secret", "revocation", "backup"]),
      address: v.optional(address),
      current: v.optional(v.nullable(passphrase)),
      passphrase: v.optional(passphrase),
    }),
    answer: gives<{ text: string; fileName: string; code?: string }, "unknown" | "wrong-passphrase">(),
  },
  /** Sets, changes or (next: null) removes the passphrase. */
  "identity.protect": {
    callers: PAGE,
    request: v.object({
      fingerprint,
      current: v.nullable(passphrase),
      next: v.nullable(passphrase),
    }),
    answer: gives<Identity, "unknown" | "wrong-passphrase">(),
  },
  /** Extends the key to two years from now. `passphrase`: the one that protects it, null where none does. */
  "identity.extend": {
    callers: PAGE,
    request: v.object({ fingerprint, passphrase: v.nullable(passphrase) }),
    answer: gives<Identity, "unknown" | "wrong-passphrase">(),
  },
  "identity.delete": {
    callers: PAGE,
    request: v.object({ fingerprint }),
    answer: gives<null, "unknown">(),
  },
} as const satisfies Calls;
