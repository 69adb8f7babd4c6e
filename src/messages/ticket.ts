// What an overlay is mounted for. The ticket that lets it in names it.

export const TICKET_KINDS = ["read", "compose", "badge"] as const;

export type TicketKind = (typeof TICKET_KINDS)[number];
