// One call for one message, however many layers it has: only the content within all layers is passed to the overlay.
import type { Openers } from "../../domain/message/opened";
import { unwrap } from "../../domain/message/unwrap";
import type { Answers, Request } from "../../messages/calls";
import { openMessage, verifyMessage } from "./open";

const openersAt = (now: number): Openers => ({
  decrypt: (request) => openMessage(request, now),
  verify: (request) => verifyMessage(request, now),
});

/** A call without `work` is a reading of its own, whose layers still share one budget. */
export const readMail = (
  { given, work = { id: crypto.randomUUID(), clicks: 0 }, ...reading }: Request<"mail.read">,
  now = Date.now(),
  openers = openersAt(now),
): Promise<Answers["mail.read"]> => unwrap(given, { ...reading, work }, openers);
