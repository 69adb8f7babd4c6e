// The first page of the options, storage trouble, and words for the URLs of our pages.
import * as v from "valibot";
import type { StoreState } from "../../domain/identity";
import type { Home, Step } from "../../domain/privacy/home";
import { nothing, shortText, uuid } from "./fields";
import { type Calls, gives, OVERLAY_OR_PAGE, PAGE } from "./table";

export const home = {
  /** Words that stand for a person or host in the URL of a page of ours; kept as long as the browser runs. */
  "places.keep": {
    callers: OVERLAY_OR_PAGE,
    request: v.object({ places: v.pipe(v.array(v.object({ word: uuid, item: shortText })), v.maxLength(500)) }),
    answer: gives<null>(),
  },
  "places.get": {
    callers: PAGE,
    request: v.object({ word: uuid }),
    /** Null: unknown. */
    answer: gives<string | null>(),
  },
  "steps.next": {
    callers: PAGE,
    request: nothing,
    answer: gives<Step[]>(),
  },
  /** The user's answer to a step: later, never, or open again after all. */
  "steps.answer": {
    callers: PAGE,
    request: v.object({ id: shortText, answer: v.picklist(["later", "never", "open"]) }),
    /** The remaining steps. */
    answer: gives<Step[]>(),
  },
  /** These steps were shown to the user as finished (Home.finished). */
  "steps.seen": {
    callers: PAGE,
    request: v.object({ finished: v.pipe(v.array(shortText), v.maxLength(50)) }),
    answer: gives<null>(),
  },
  "home.get": {
    callers: PAGE,
    request: nothing,
    answer: gives<Home>(),
  },
  /** Keys that have gone missing, and what storage did that the user has not been told yet. */
  "store.state": {
    callers: OVERLAY_OR_PAGE,
    request: nothing,
    answer: gives<StoreState>(),
  },
  /** told: the user has read the news. missing: the user does not need the missing keys. */
  "store.putAway": {
    callers: PAGE,
    request: v.object({ what: v.picklist(["told", "missing"]) }),
    answer: gives<StoreState>(),
  },
  /** While the database cannot be read: whose keys the second place holds. `sure`: go on with these alone. */
  "store.goOn": {
    callers: PAGE,
    request: v.object({ sure: v.boolean() }),
    /** Empty: nothing to go on with, or no need to. */
    answer: gives<{ addresses: string[] }>(),
  },
} as const satisfies Calls;
