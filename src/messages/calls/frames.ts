// Overlays: how one is admitted, and what it may ask the user in a window of ours.
import * as v from "valibot";
import { type Asked, WINDOWS } from "../consent";
import { type Known, TICKET_KINDS, type TicketKind, type Trouble } from "../ticket";
import { address, passphrase, shortText, uuid } from "./fields";
import { type Calls, CONTENT, gives, OVERLAY, PAGE } from "./table";

export const frames = {
  /** Registers a ticket the content script made (crypto.randomUUID) for an overlay it is mounting. */
  "ticket.open": {
    callers: CONTENT,
    request: v.object({ ticket: uuid, kind: v.picklist(TICKET_KINDS) }),
    answer: gives<null, "taken">(),
  },
  /**
   * Once per overlay document; waits up to 2 s for a ticket.open still under way. In case of trouble the overlay still gets
   * its line, and claims again with the same ticket.
   */
  "ticket.claim": {
    callers: OVERLAY,
    request: v.object({ ticket: uuid }),
    answer: gives<
      { tabId: number; frameId: number; kind: TicketKind; known: Known | { trouble: Trouble } },
      "no-ticket"
    >(),
  },
  /** Opens a window that may claim `ticket`, once, for the line of the compose overlay admitted by `own`. */
  "ticket.move": {
    callers: OVERLAY,
    request: v.object({ ticket: uuid, own: uuid }),
    answer: gives<null, "no-ticket" | "no-window" | "private">(),
  },
  /** Opens the small window that asks; the overlay makes the token. An overlay has one window: the next one replaces it. */
  "consent.ask": {
    callers: OVERLAY,
    request: v.object({
      token: uuid,
      kind: v.picklist(WINDOWS),
      label: shortText,
      account: v.nullable(address),
      people: v.pipe(v.array(shortText), v.maxLength(500)),
      about: v.pipe(v.array(shortText), v.maxLength(100)),
      pointer: v.nullable(v.object({ x: v.number(), y: v.number() })),
    }),
    /** no-window: the browser opened none. */
    answer: gives<null, "no-window">(),
  },
  /** The user's answer, given once, to the overlay that asked; waiting: none yet. */
  "consent.take": {
    callers: OVERLAY,
    request: v.object({ token: uuid }),
    answer: gives<{ yes: boolean; typed: string | null }, "waiting" | "gone">(),
  },
  /** Closes the window: the control that asked is gone. */
  "consent.drop": {
    callers: OVERLAY,
    request: v.object({ token: uuid }),
    answer: gives<null>(),
  },
  /** What the window shows; given only to the first tab that asks. */
  "consent.show": {
    callers: PAGE,
    request: v.object({ token: uuid }),
    answer: gives<Asked, "gone">(),
  },
  /** The user's answer, from that tab, which then closes. `typed`: passed to the overlay with a yes (the passphrase of a password message). */
  "consent.answer": {
    callers: PAGE,
    request: v.object({ token: uuid, yes: v.boolean(), typed: v.optional(passphrase) }),
    answer: gives<null, "gone">(),
  },
} as const satisfies Calls;
