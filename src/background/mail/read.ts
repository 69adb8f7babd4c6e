// One call for one message, however many layers it has: nothing of it crosses to the overlay but what lies within them.
import type { Openers } from "../../domain/message/opened";
import { unwrap } from "../../domain/message/unwrap";
import type { Answers, Request } from "../../messages/calls";
import { openMessage, verifyMessage } from "./open";

const openersAt = (now: number): Openers => ({
  decrypt: (request) => openMessage(request, now),
  verify: (request) => verifyMessage(request, now),
});

/** A call that names no reading is one of its own, whose layers still share what a message may cost. */
export const readMail = (
  { given, work = { id: crypto.randomUUID(), clicks: 0 }, ...reading }: Request<"mail.read">,
  now = Date.now(),
  openers = openersAt(now),
): Promise<Answers["mail.read"]> => unwrap(given, { ...reading, work }, openers);
