// What an overlay is mounted for, as its ticket says, and what the background tells it on admission.
import type { ClockFault } from "../domain/clock";
import type { Identity } from "../domain/identity";
import type { Settings } from "../domain/settings";

export const TICKET_KINDS = ["read", "compose", "badge"] as const;

export type TicketKind = (typeof TICKET_KINDS)[number];

/** Why the background cannot use its storage: no room, unusable files, or an unknown policy. */
export type Trouble = "full" | "unreadable" | "policy-unread";

/** What an overlay starts with. */
export interface Known {
  readonly settings: Settings;
  readonly identities: readonly Identity[];
  /** What is wrong with this computer's clock, if anything: statements about times may then be false. */
  readonly clockFault: ClockFault | null;
}
