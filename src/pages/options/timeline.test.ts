import { describe, expect, it } from "vitest";
import type { ContactEvent } from "../../domain/trust/contact";
import { timeline } from "./timeline";

const DAY = 86_400_000;
const on = (day: number, kind: ContactEvent["kind"], detail?: string): ContactEvent => ({
  at: day * DAY,
  kind,
  fingerprint: "a".repeat(40),
  ...(detail ? { detail } : {}),
});

describe("a contact's timeline", () => {
  it("sums up the days of ordinary mail between two things worth a line", () => {
    const rows = timeline([
      on(9, "verified"),
      on(8, "sealed-day"),
      on(8, "signed-day"),
      on(7, "refreshed"),
      on(6, "sealed-day"),
      on(3, "changed"),
      on(2, "signed-day"),
      on(1, "pinned"),
      on(1, "found", "dns"),
    ]);
    expect(rows).toEqual([
      { kind: "event", event: on(9, "verified") },
      { kind: "stretch", from: 6 * DAY, to: 8 * DAY, signed: 1, sealed: 2, refreshed: 1 },
      { kind: "event", event: on(3, "changed") },
      { kind: "stretch", from: 2 * DAY, to: 2 * DAY, signed: 1, sealed: 0, refreshed: 0 },
      { kind: "event", event: on(1, "pinned") },
      { kind: "event", event: on(1, "found", "dns") },
    ]);
  });

  it("loses no day and no event", () => {
    const kinds = ["sealed-day", "signed-day", "found", "refreshed", "verified"] as const;
    const events = Array.from({ length: 60 }, (_, i) => on(100 - i, kinds[(i * i) % kinds.length]!));
    const counted = timeline(events).reduce(
      (sum, row) => sum + (row.kind === "event" ? 1 : row.signed + row.sealed + row.refreshed),
      0,
    );
    expect(counted).toBe(60);
  });
});
