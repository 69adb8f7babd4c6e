// Unfinished messages, kept until they are sent.
import * as v from "valibot";
import type { DraftSummary } from "../../domain/draft-summary";
import { address, nothing, octets, shortText, speaking, uuid } from "./fields";
import { type Calls, gives, OVERLAY, OVERLAY_OR_PAGE, PAGE } from "./table";

/** The random name of the overlay writing the draft: only one writes it at a time. Left out: nobody goes on writing it. */
const holder = v.optional(uuid);
/** SHA-256, in hex. */
const digest = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

export const drafts = {
  /**
   * Sealed to the user's own key before it is stored; never fails because the key is locked. `entity` is the whole mail with
   * its files empty (domain/mime/draft), `files` names their contents in the same order. Answers which of those are missing.
   * taken: another overlay has taken over the draft, and nothing was written.
   */
  "draft.save": {
    callers: OVERLAY,
    request: v.object({
      id: uuid,
      place: shortText,
      composeKey: v.nullable(shortText),
      account: v.nullable(address),
      ...speaking,
      entity: octets,
      files: v.pipe(v.array(uuid), v.maxLength(500)),
      holder,
    }),
    answer: gives<{ savedAt: number; missing: string[] }, "no-identity" | "whose-key" | "full" | "taken">(),
  },
  /** Whether the draft exists and is still this overlay's. */
  "draft.state": {
    callers: OVERLAY,
    request: v.object({ id: uuid, holder: uuid }),
    answer: gives<"here" | "taken" | "gone">(),
  },
  /** Noted before the page's Send is pressed: from `at` on, the message may have been sent. Null: it was not. */
  "draft.leaving": {
    callers: OVERLAY,
    request: v.object({ id: uuid, holder, at: v.nullable(v.number()) }),
    answer: gives<null>(),
  },
  /** Stores the content of a file that the draft names. gone: the draft no longer names it. */
  "draft.saveFile": {
    callers: OVERLAY,
    request: v.object({ id: uuid, file: uuid, ...speaking, bytes: octets }),
    answer: gives<null, "no-identity" | "whose-key" | "full" | "gone">(),
  },
  /**
   * Drafts for this place (origin of the webmail); exact match of composeKey first. `digest` is of the text in the page's box:
   * a message sealed into it in this tab within the hour comes before all others.
   */
  "draft.find": {
    callers: OVERLAY,
    request: v.object({
      place: shortText,
      composeKey: v.nullable(shortText),
      account: v.nullable(address),
      digest: v.nullable(digest),
    }),
    answer: gives<DraftSummary[]>(),
  },
  /** The message was sealed into the page: no longer a draft, and deleted in an hour; at once in a private window. */
  "draft.placed": {
    callers: OVERLAY,
    request: v.object({ id: uuid, holder, digest }),
    answer: gives<null>(),
  },
  /**
   * `account`: the account in which writing goes on; null where unknown, and from a page of ours. `holder`: the overlay that
   * takes over; the one that wrote the draft so far is notified.
   */
  "draft.load": {
    callers: OVERLAY_OR_PAGE,
    request: v.object({ id: uuid, account: v.nullable(address), holder }),
    /** `files`: in the entity's order; null where the content was never stored. */
    answer: gives<
      { id: string; entity: Uint8Array; files: (string | null)[]; savedAt: number; leftAt: number | null },
      "locked" | "gone"
    >(),
  },
  "draft.loadFile": {
    callers: OVERLAY,
    request: v.object({ id: uuid, file: uuid, account: v.nullable(address) }),
    answer: gives<{ bytes: Uint8Array }, "locked" | "gone">(),
  },
  /** A reply the user asked for: the tab's next compose overlay starts with it, even on its next page (content.hello). */
  "draft.handOver": {
    callers: OVERLAY,
    request: v.object({ id: uuid }),
    answer: gives<null>(),
  },
  /** The next compose overlay at the draft's place starts with it. */
  "draft.continue": {
    callers: OVERLAY_OR_PAGE,
    request: v.object({ id: uuid }),
    answer: gives<null>(),
  },
  /** With a `holder`, drops the draft only while it is that overlay's. An overlay writing it elsewhere saves it again. */
  "draft.drop": {
    callers: OVERLAY_OR_PAGE,
    request: v.object({ id: uuid, holder }),
    answer: gives<null>(),
  },
  "draft.list": {
    callers: PAGE,
    request: nothing,
    answer: gives<DraftSummary[]>(),
  },
} as const satisfies Calls;
