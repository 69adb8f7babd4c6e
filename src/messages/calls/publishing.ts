// Where others find the user's own key.
import * as v from "valibot";
import { LOOKUP_SOURCES } from "../../domain/discovery/lookup";
import { LANGUAGES } from "../../domain/language";
import type { AddressUpload } from "../../domain/publish/key-server";
import type { PublishCheck, PublishedKey, Submission } from "../../domain/publish/published";
import { address, fingerprint, shortText } from "./fields";
import { type Calls, gives, PAGE } from "./table";

/**
 * none: the provider accepts no keys by mail. no-key: it does, but its own key, for that address, cannot be found.
 * mailbox-only: it accepts only keys whose user ID is the bare address.
 */
export type SubmissionFailure =
  | "unknown"
  | "none"
  | { readonly code: "no-key"; readonly address: string }
  | "mailbox-only"
  | { readonly code: "blocked" | "unreachable"; readonly hosts: readonly string[] };

/** wait: too many uploads for now. refused-key: the server does not accept this key. */
export type UploadFailure =
  | "unknown"
  | { readonly code: "refused-key" | "wait" | "blocked" | "unreachable"; readonly host: string };

export const publishing = {
  "publish.key": {
    callers: PAGE,
    request: v.object({ fingerprint, address }),
    answer: gives<PublishedKey, "unknown">(),
  },
  /** Asks one place without the cache, as a stranger would. */
  "publish.check": {
    callers: PAGE,
    request: v.object({
      fingerprint,
      address,
      source: v.picklist(LOOKUP_SOURCES),
      /** Origin of a configured key server, with source "server". */
      server: v.optional(shortText),
    }),
    answer: gives<PublishCheck, "unknown">(),
  },
  /** Whether the provider accepts keys by mail; makes the message, sends nothing. */
  "publish.submission": {
    callers: PAGE,
    request: v.object({ fingerprint, address }),
    answer: gives<Submission, SubmissionFailure>(),
  },
  /** Uploads the key to a configured server of kind "vks". */
  "publish.upload": {
    callers: PAGE,
    request: v.object({ fingerprint, address, server: shortText }),
    answer: gives<AddressUpload, UploadFailure>(),
  },
  /** Has that server send its confirmation mail. */
  "publish.confirm": {
    callers: PAGE,
    request: v.object({
      fingerprint,
      address,
      server: shortText,
      token: shortText,
      language: v.picklist(LANGUAGES),
    }),
    answer: gives<AddressUpload, UploadFailure>(),
  },
} as const satisfies Calls;
