// The user's own keys, and the vault they lie in.
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
  /** The public key of the identity that speaks, with the one user ID it speaks under, to attach to a mail. */
  "identity.public": {
    callers: OVERLAY,
    request: v.object(speaking),
    answer: gives<{ text: string; fileName: string }, "no-identity" | "whose-key">(),
  },
  /** The strong forms of an own key's addresses. */
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
    // An overlay: where the user writes from an address of theirs that has none yet, on their press.
    callers: OVERLAY_OR_PAGE,
    request: v.object({ name: shortText, address, passphrase: v.optional(passphrase) }),
    answer: gives<Identity, "bad-address" | "already-there" | "failed">(),
  },
  /** One more address on an own key, on the user's press that says who then sees both. */
  "identity.addAddress": {
    callers: OVERLAY,
    request: v.object({ fingerprint, address }),
    answer: gives<Identity, "unknown" | "bad-address" | "already-there" | "failed" | Locked>(),
  },
  /** `key` is armored text or binary; `passphrase` opens it and goes on protecting it. */
  "identity.import": {
    callers: PAGE,
    request: v.object({
      key: keyFile,
      passphrase: v.optional(passphrase),
    }),
    answer: gives<Identity, ImportCode>(),
  },
  /** Armored. "public": with the user ID of `address` alone, where one is given. "secret" is protected by `passphrase` when one is given; "backup" is sealed by a 36-digit code it returns. Both leave for `current` alone, the passphrase the key has here, where it has one. */
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
  /** Gives it two more years, from now. `passphrase`: the one that protects it, null where none does. */
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
