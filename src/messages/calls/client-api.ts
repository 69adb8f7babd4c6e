// Mailvelope's client API, where the user switched it on: what our script in such a page asks for it. The background knows from
// the browser which origin asks, and refuses every other.
import * as v from "valibot";
import { address, fingerprint, shortText, uuid } from "./fields";
import { type Calls, CONTENT, gives, PAGE } from "./table";

const origin = v.pipe(v.string(), v.url(), v.startsWith("https://"));
/** not-allowed: the user has not switched it on for this origin. too-many: the page asks faster than a person writes. */
type Refused = "not-allowed" | "too-many";

export const clientApi = {
  /** Switches it on or off for an enabled webmail that is not built in. */
  "client.allow": {
    callers: PAGE,
    request: v.object({ origin, on: v.boolean() }),
    answer: gives<{ on: boolean }, "not-enabled">(),
  },
  /** Null: it cannot be switched on there. */
  "client.allowed": {
    callers: PAGE,
    request: v.object({ origin }),
    answer: gives<{ on: boolean } | null>(),
  },
  /** All names stand for the one keyring there is; each origin has those it made. Null names the keyring itself. */
  "client.keyring": {
    callers: CONTENT,
    request: v.object({ id: v.nullable(shortText), make: v.boolean() }),
    answer: gives<null, Refused | "unknown" | "exists">(),
  },
  /** The key of each address as Cachet knows it now: nothing is looked up. `day`: when it was made, without the time. */
  "client.keys": {
    callers: CONTENT,
    request: v.object({ addresses: v.pipe(v.array(address), v.maxLength(100)) }),
    answer: gives<({ fingerprint: string; day: number } | null)[], Refused>(),
  },
  /** Whether there is an own key with this address or fingerprint; any at all where neither is given. */
  "client.own": {
    callers: CONTENT,
    request: v.object({ address: v.optional(address), fingerprint: v.optional(fingerprint) }),
    answer: gives<boolean, Refused>(),
  },
  /** The public key of an own address, with that address alone. */
  "client.publicKey": {
    callers: CONTENT,
    request: v.object({ address }),
    answer: gives<{ text: string }, Refused | "no-key">(),
  },
  /** Asks the user, in a window of ours, whether to keep the keys a page hands over. */
  "client.import": {
    callers: CONTENT,
    request: v.object({ token: uuid, armored: v.pipe(v.string(), v.maxLength(1_000_000)) }),
    answer: gives<null, Refused | "not-a-key" | "no-window">(),
  },
  /** What came of it; waiting: the user has not answered. */
  "client.imported": {
    callers: CONTENT,
    request: v.object({ token: uuid }),
    answer: gives<"IMPORTED" | "UPDATED" | "REJECTED", "not-allowed" | "waiting">(),
  },
  /** Opens Cachet's options in a tab. */
  "client.settings": {
    callers: CONTENT,
    request: v.object({}),
    answer: gives<null, Refused>(),
  },
} as const satisfies Calls;
