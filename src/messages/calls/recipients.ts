// Recipients: their keys, and how mail to them will travel.
import * as v from "valibot";
import type { Delivery } from "../../domain/delivery/delivery";
import { LOOKUP_SOURCES, type LookupOutcome } from "../../domain/discovery/lookup";
import type { RecipientState } from "../../domain/trust/contact";
import { address, addresses, fingerprint, shortText } from "./fields";
import { type Calls, gives, OVERLAY, OVERLAY_OR_PAGE } from "./table";

export const recipients = {
  "recipient.states": {
    callers: OVERLAY_OR_PAGE,
    request: v.object({ addresses }),
    answer: gives<RecipientState[]>(),
  },
  /** Asks one source about one address, for at most 4 s. `force` skips the cache. */
  "recipient.lookup": {
    callers: OVERLAY_OR_PAGE,
    request: v.object({
      address,
      source: v.picklist(LOOKUP_SOURCES),
      /** Origin of a configured key server, with source "server". */
      server: v.optional(shortText),
      force: v.optional(v.boolean()),
    }),
    answer: gives<{ outcome: LookupOutcome; state: RecipientState }>(),
  },
  /**
   * How mail to the domains of these addresses will travel; asks about each once, at most 4 s. An address whose domain cannot
   * be looked up is left out. `force` asks again for a policy that could not be fetched.
   */
  "delivery.forecast": {
    callers: OVERLAY,
    request: v.object({ addresses, force: v.optional(v.boolean()) }),
    answer: gives<Delivery[]>(),
  },
  /** The user's answer to a changed key or a conflict: use this key from now on. */
  "recipient.choose": {
    callers: OVERLAY_OR_PAGE,
    request: v.object({ address, fingerprint }),
    answer: gives<RecipientState, "unknown">(),
  },
  /** The user says that this key, which is not the pinned one, is not the contact's: it is not offered again. */
  "recipient.reject": {
    callers: OVERLAY_OR_PAGE,
    request: v.object({ address, fingerprint }),
    answer: gives<RecipientState, "unknown">(),
  },
  /** The user has seen RecipientState.notice. */
  "recipient.dismissNotice": {
    callers: OVERLAY_OR_PAGE,
    request: v.object({ address }),
    answer: gives<null>(),
  },
} as const satisfies Calls;
