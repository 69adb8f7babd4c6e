import type { ContactEvent } from "../../domain/trust/contact";

/** One line of the timeline: an event, or a stretch of ordinary mail summed up. */
export type TimelineRow =
  | { readonly kind: "event"; readonly event: ContactEvent }
  | {
      readonly kind: "stretch";
      readonly from: number;
      readonly to: number;
      readonly signed: number;
      readonly sealed: number;
      readonly refreshed: number;
    };

const ORDINARY = { "signed-day": "signed", "sealed-day": "sealed", refreshed: "refreshed" } as const;
type Ordinary = keyof typeof ORDINARY;

const isOrdinary = (kind: ContactEvent["kind"]): kind is Ordinary => kind in ORDINARY;

/** Merges the days of ordinary mail between two notable events into one line. `events` and result newest first. */
export function timeline(events: readonly ContactEvent[]): TimelineRow[] {
  const rows: TimelineRow[] = [];
  for (const event of events) {
    if (!isOrdinary(event.kind)) {
      rows.push({ kind: "event", event });
      continue;
    }
    const last = rows.at(-1);
    const open =
      last?.kind === "stretch"
        ? last
        : { kind: "stretch" as const, from: event.at, to: event.at, signed: 0, sealed: 0, refreshed: 0 };
    const count = ORDINARY[event.kind];
    const grown = { ...open, from: event.at, [count]: open[count] + 1 };
    if (open === last) rows[rows.length - 1] = grown;
    else rows.push(grown);
  }
  return rows;
}
