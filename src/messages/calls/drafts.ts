// Unfinished messages, kept until they are sent.
import * as v from "valibot";
import type { DraftSummary } from "../../domain/draft-summary";
import { address, nothing, octets, shortText, speaking, uuid } from "./fields";
import { type Calls, gives, OVERLAY, OVERLAY_OR_PAGE, PAGE } from "./table";

/** The name an overlay drew for itself: a draft is written by one at a time. Left out: by nobody who goes on writing it. */
const holder = v.optional(uuid);
/** SHA-256, in hex. */
const digest = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

export const drafts = {
  /**
   * Sealed to the user's own key before it is stored; never fails because the key is locked. `entity` is the whole mail with
   * its files empty (domain/mime/draft), `files` names their contents in the same order. Answers which of those are missing.
   * taken: another overlay has gone on with it, and nothing was written.
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
  /** Whether the draft is there, and still this overlay's. */
  "draft.state": {
    callers: OVERLAY,
    request: v.object({ id: uuid, holder: uuid }),
    answer: gives<"here" | "taken" | "gone">(),
  },
  /** Before the page's Send is pressed: the message may be out from `at` on. Null: it is not. */
  "draft.leaving": {
    callers: OVERLAY,
    request: v.object({ id: uuid, holder, at: v.nullable(v.number()) }),
    answer: gives<null>(),
  },
  /** The content of a file that the draft names. gone: it does not name it any more. */
  "draft.saveFile": {
    callers: OVERLAY,
    request: v.object({ id: uuid, file: uuid, ...speaking, bytes: octets }),
    answer: gives<null, "no-identity" | "whose-key" | "full" | "gone">(),
  },
  /**
   * Drafts for this place (origin of the webmail); exact match of composeKey first. `digest`, of what stands in the page's box:
   * a message that was sealed there in this tab within the hour, before all others.
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
  /** It was sealed and put into the page: no draft from now on, and gone in an hour; at once in a private window. */
  "draft.placed": {
    callers: OVERLAY,
    request: v.object({ id: uuid, holder, digest }),
    answer: gives<null>(),
  },
  /**
   * `account`: where it is to go on; null where that is not told, and from a page of ours. `holder`: the overlay that goes on
   * with it; whoever wrote it until now is told.
   */
  "draft.load": {
    callers: OVERLAY_OR_PAGE,
    request: v.object({ id: uuid, account: v.nullable(address), holder }),
    /** `files`: in the order of the entity's; null where the content never came here. */
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
  /** The user asked for this reply: the next editor of this tab opens on it, on the webmail's next page too (content.hello). */
  "draft.handOver": {
    callers: OVERLAY,
    request: v.object({ id: uuid }),
    answer: gives<null>(),
  },
  /** The next editor sealed at the draft's place begins with it. */
  "draft.continue": {
    callers: PAGE,
    request: v.object({ id: uuid }),
    answer: gives<null>(),
  },
  /** With a `holder`, only while it is that overlay's. One that is written elsewhere is kept anew there. */
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
