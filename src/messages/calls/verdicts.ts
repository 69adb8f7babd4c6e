// Verdicts on messages: the facts behind them, and what is kept for lists.
import * as v from "valibot";
import type { MessageFacts } from "../../domain/privacy/message-index";
import type { PathFacts } from "../../domain/privacy/path-facts";
import { PATH_REASONS, PATH_TRANSPORTS } from "../../domain/privacy/path-outcomes";
import type { Verdict } from "../../domain/privacy/thread-index";
import { address, addresses, grade, name, shortText } from "./fields";
import { type Calls, CONTENT, gives, OVERLAY } from "./table";

const count = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100_000));
const path = v.object({
  reason: v.picklist(PATH_REASONS),
  transport: v.nullable(v.picklist(PATH_TRANSPORTS)),
  dkim: v.boolean(),
  dkimHere: v.optional(v.boolean()),
  sealer: v.optional(shortText),
  strangers: v.pipe(v.array(shortText), v.maxLength(200), v.readonly()),
  handedOverBy: shortText,
}) satisfies v.GenericSchema<PathFacts>;

export const verdicts = {
  /**
   * The verdicts on rows of a list, in their order; null where not every message of a row was judged. `message` is the newest
   * of the row's `count`, all of which belong to `thread`. The place is that of the calling page.
   */
  "verdict.rows": {
    callers: CONTENT,
    request: v.object({
      account: v.nullable(address),
      rows: v.pipe(v.array(v.object({ message: name, thread: v.nullable(name), count })), v.maxLength(1000)),
    }),
    answer: gives<(Verdict | null)[]>(),
  },
  /**
   * The verdict on an open conversation of `count` messages (null: the page does not say), some of which `messages` names.
   * Null where nothing is kept.
   */
  "verdict.thread": {
    callers: CONTENT,
    request: v.object({
      account: v.nullable(address),
      thread: name,
      messages: v.pipe(v.array(name), v.maxLength(1000)),
      count: v.nullable(count),
    }),
    answer: gives<Verdict | null>(),
  },
  /** The facts for the index of a clear message (nothing sealed or signed); the overlay adds the path. */
  "index.clear": {
    callers: OVERLAY,
    request: v.object({ from: v.nullable(address), to: addresses, account: v.nullable(address) }),
    answer: gives<MessageFacts>(),
  },
  /** What this message's header proved at an earlier reading. Null: nothing that still counts. */
  "verdict.known": {
    callers: OVERLAY,
    request: v.object({ account: v.nullable(address), message: name }),
    answer: gives<{ path: PathFacts } | null>(),
  },
  /** Keeps the verdict on a message. Never fails: a verdict that could not be kept is found again. */
  "verdict.note": {
    callers: OVERLAY,
    request: v.object({
      account: v.nullable(address),
      message: name,
      thread: v.nullable(name),
      grade,
      sealed: v.boolean(),
      path: v.nullable(path),
      /** When the people were judged, in ms since 1970. */
      at: v.number(),
    }),
    answer: gives<null>(),
  },
  /** Notes the forecast grade of a message that was sealed and sent. */
  "verdict.sent": {
    callers: OVERLAY,
    request: v.object({ grade }),
    answer: gives<null>(),
  },
} as const satisfies Calls;
