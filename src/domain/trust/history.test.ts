import { describe, expect, it } from "vitest";
import { afterUse } from "./decisions";
import { addDay, dayOf, dayOfMail, type History, isKnown, MAX_DAYS } from "./history";
import { STRANGER } from "./trust-state";

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 5, 30, 12);
const NONE: History = { sealedDays: [], signedDays: [] };
const SINCE: History = { sealedDays: ["2026-06-20"], signedDays: ["2026-06-22", "2026-06-25"] };

describe("the day a signed message counts for", () => {
  it.each<[string, History, number | null, string]>([
    ["its own, within the history", SINCE, Date.UTC(2026, 5, 27), "2026-06-27"],
    ["its own, between two days that are there", SINCE, Date.UTC(2026, 5, 23, 23, 59), "2026-06-23"],
    ["the day of reading, where nobody tells one", SINCE, null, "2026-06-30"],
    ["the day of reading, where it claims tomorrow", SINCE, NOW + DAY, "2026-06-30"],
    ["the day of reading, where it claims the year 3000", SINCE, Date.UTC(3000, 0), "2026-06-30"],
    ["the day of reading, where it is no date at all", SINCE, Number.NaN, "2026-06-30"],
    ["the day of reading, where it is beyond all dates", SINCE, 1e300, "2026-06-30"],
    ["the first of the history, where it is older", SINCE, Date.UTC(2026, 5, 1), "2026-06-20"],
    ["the first of the history, where it is from before 1970", SINCE, -1e300, "2026-06-20"],
    ["the day of reading, where it is the first", NONE, Date.UTC(2026, 0, 1), "2026-06-30"],
    ["the first of the history, by what was signed alone", { ...SINCE, sealedDays: [] }, 0, "2026-06-22"],
  ])("is %s", (_, history, sent, day) => {
    expect(dayOfMail(history, sent, NOW)).toBe(day);
  });

  it("is one, however often and on however many days the same message is read", () => {
    let record = { ...STRANGER, pinned: "a" };
    record = afterUse(record, "signed", NOW, NOW);
    for (let i = 1; i < 30; i++) record = afterUse(record, "signed", NOW + i * DAY, NOW);
    expect(record.signedDays).toEqual([dayOf(NOW)]);
    expect(isKnown(record)).toBe(false);
  });

  it("makes no stranger familiar who sends a burst of invented dates", () => {
    let record = { ...STRANGER, pinned: "a" };
    for (let i = 0; i < 100; i++) record = afterUse(record, "signed", NOW, NOW - 50 * DAY + i * DAY);
    expect(record.signedDays).toEqual([dayOf(NOW)]);
    // Ten days later only ten more days can be claimed.
    const later = NOW + 10 * DAY;
    for (let i = 0; i < 100; i++) record = afterUse(record, "signed", later, NOW - 50 * DAY + i * DAY);
    expect(record.signedDays).toHaveLength(11);
    expect(record.signedDays.at(-1)).toBe(dayOf(later));
  });

  it("comes in order, so that the oldest fall out", () => {
    const days = Array.from({ length: MAX_DAYS }, (_, i) => dayOf(NOW + 2 * i * DAY));
    const added = addDay(days, dayOf(NOW + DAY));
    expect(added).toEqual([dayOf(NOW + DAY), ...days.slice(1)]);
    expect(addDay(days, dayOf(NOW - DAY))).toEqual(days);
  });

  it("is that of sealing, for what was sealed", () => {
    expect(afterUse({ ...STRANGER, pinned: "a" }, "sealed", NOW, NOW - 5 * DAY).sealedDays).toEqual([dayOf(NOW)]);
  });
});
