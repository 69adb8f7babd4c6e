import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { RecipientField, Recipients } from "../../../domain/address";
import { freshFor, type Hold, nextHold, sameRecipients, startHold, unseen } from "./recipient-hold";

const BOB = "bob@demo.example";
const CAROL = "carol@demo.example";
const MALLORY = "mallory@demo.example";

const of = (fields: Partial<Record<RecipientField, readonly string[]>>, name?: string): Recipients => {
  const people = (list: readonly string[] = []) => list.map((address) => ({ address, name: name ?? address }));
  return { to: people(fields.to), cc: people(fields.cc), bcc: people(fields.bcc), unreadable: [] };
};
const names = (hold: Hold) => unseen(hold).map(({ address }) => address);
/** Open for a long time, the writer in the editor. */
const writing = (recipients = of({ to: [BOB] })): Hold =>
  nextHold(startHold(recipients, { at: 0, opened: 0, has: true }), { type: "used" });
const page = (hold: Hold, recipients: Recipients, at: number, touched = -Infinity): Hold =>
  nextHold(hold, { type: "page", recipients, touched, at });
const blur = (hold: Hold, at: number, byTab = false): Hold => nextHold(hold, { type: "blur", byTab, at });
const focus = (hold: Hold, at: number): Hold => nextHold(hold, { type: "focus", at });

describe("who comes while the writer is in the overlay is held", () => {
  test("a newcomer, however long ago they came", () => {
    const hold = page(writing(), of({ to: [BOB, MALLORY] }), 10_000);
    expect(names(hold)).toEqual([MALLORY]);
    expect(names(page(hold, of({ to: [BOB, MALLORY] }), 90_000))).toEqual([MALLORY]);
  });

  test("an address in the place of another: as many as before", () => {
    expect(names(page(writing(), of({ to: [MALLORY] }), 10_000))).toEqual([MALLORY]);
  });

  test("an address that changes under a name that stays", () => {
    const hold = page(writing(of({ to: [BOB] }, "Bob")), of({ to: [MALLORY] }, "Bob"), 10_000);
    expect(names(hold)).toEqual([MALLORY]);
  });

  test.each<[RecipientField, RecipientField]>([
    ["cc", "bcc"],
    ["bcc", "cc"],
    ["to", "bcc"],
  ])("somebody who moves from %s to %s", (from, to) => {
    const hold = page(writing(of({ [from]: [CAROL] })), of({ [to]: [CAROL] }), 10_000);
    expect(names(hold)).toEqual([CAROL]);
  });

  test("somebody whom the writer took out and the page puts back", () => {
    let hold = focus(blur(writing(of({ to: [BOB, CAROL] })), 5000), 9000);
    hold = page(blur(hold, 10_000), of({ to: [BOB] }), 11_000, 10_500);
    hold = focus(hold, 12_000);
    expect(names(page(hold, of({ to: [BOB, CAROL] }), 15_000))).toEqual([CAROL]);
  });
});

describe("what is no change for the writer holds nothing", () => {
  test("the same address under another name, or in other letters", () => {
    const hold = page(writing(), of({ to: ["Bob@Demo.Example"] }, "Bobby"), 10_000);
    expect(names(hold)).toEqual([]);
  });

  test("a page that draws its field anew, and is a moment without", () => {
    const hold = page(writing(), of({}), 10_000);
    expect(names(page(hold, of({ to: [BOB] }), 10_300))).toEqual([]);
    expect(names(page(hold, of({ to: [BOB] }), 14_000))).toEqual([BOB]);
  });

  test("somebody who goes", () => {
    expect(names(page(writing(of({ to: [BOB, CAROL] })), of({ to: [BOB] }), 10_000))).toEqual([]);
  });
});

describe("the writer's own act in the page", () => {
  test("counts after a press in its window took the focus", () => {
    const hold = page(blur(writing(), 10_000), of({ to: [BOB, CAROL] }), 14_000, 9_960);
    expect([...names(hold), freshFor(hold, 16_000)]).toEqual([0]);
  });

  test("counts after the tab key", () => {
    const hold = page(blur(writing(), 10_000, true), of({ to: [BOB, CAROL] }), 14_000);
    expect([...names(hold), freshFor(hold, 16_000)]).toEqual([0]);
  });

  test("counts where the page makes an address of it only as its field is left", () => {
    const hold = page(focus(blur(writing(), 10_000), 14_000), of({ to: [BOB, CAROL] }), 14_200, 9_960);
    expect([...names(hold), freshFor(hold, 16_000)]).toEqual([0]);
  });

  test("does not count less than a second before the press", () => {
    const hold = page(blur(writing(), 10_000), of({ to: [BOB, MALLORY] }), 14_000, 9_960);
    expect(names(hold)).toEqual([]);
    expect(freshFor(hold, 14_150)).toBe(850);
    expect(freshFor(hold, 14_999)).toBeGreaterThan(0);
    expect(freshFor(hold, 15_000)).toBe(0);
  });

  test("is not what a page does that took the focus itself", () => {
    const touched = 4000;
    const hold = page(blur(writing(), 10_000), of({ to: [BOB, MALLORY] }), 14_000, touched);
    expect(names(hold)).toEqual([MALLORY]);
  });

  test("ends when the writer is back in the overlay", () => {
    const hold = page(focus(blur(writing(), 10_000), 14_000), of({ to: [BOB, MALLORY] }), 15_000, 9_960);
    expect(names(hold)).toEqual([MALLORY]);
  });
});

describe("opening", () => {
  test("what the page fills in while its window opens belongs to it, until the overlay is used", () => {
    const fresh = startHold(of({}), { at: 0, opened: 200, has: true });
    expect(names(page(fresh, of({ to: [BOB] }), 500))).toEqual([]);
    expect(freshFor(page(fresh, of({ to: [BOB] }), 500), 600)).toBe(900);
    expect(names(page(nextHold(fresh, { type: "used" }), of({ to: [BOB] }), 500))).toEqual([BOB]);
    expect(names(page(fresh, of({ to: [BOB] }), 3500))).toEqual([BOB]);
  });

  test("an overlay that is loaded anew gives no second chance", () => {
    const again = startHold(of({ to: [BOB] }), { at: 0, opened: 60_000, has: true });
    expect(names(page(again, of({ to: [BOB, MALLORY] }), 10))).toEqual([MALLORY]);
  });
});

describe("accepting", () => {
  test("is for whom it was shown, where they stood", () => {
    const hold = page(writing(), of({ to: [BOB, CAROL] }), 10_000);
    const shown = unseen(hold);
    const accepted = nextHold(hold, { type: "accept", who: shown });
    expect([...names(accepted), freshFor(accepted, 10_001)]).toEqual([0]);
    const swapped = page(hold, of({ to: [BOB, MALLORY] }), 10_100);
    expect(names(nextHold(swapped, { type: "accept", who: shown }))).toEqual([MALLORY]);
    const moved = page(hold, of({ to: [BOB], bcc: [CAROL] }), 10_100);
    expect(names(nextHold(moved, { type: "accept", who: shown }))).toEqual([CAROL]);
  });
});

test("people are the same in any order and by any name, and others in another field", () => {
  expect(sameRecipients(of({ to: [BOB, CAROL] }), of({ to: [CAROL, BOB.toUpperCase()] }, "X"))).toBe(true);
  expect(sameRecipients(of({ to: [BOB], cc: [CAROL] }), of({ to: [BOB], bcc: [CAROL] }))).toBe(false);
  expect(sameRecipients(of({ to: [BOB] }), of({ to: [MALLORY] }))).toBe(false);
  expect(sameRecipients(of({ to: [BOB] }), of({ to: [BOB, MALLORY] }))).toBe(false);
});

test("whatever a page does while the writer stays in the overlay, nobody it brings gets anything", () => {
  const someone = fc.constantFrom(BOB, CAROL, MALLORY, "eve@demo.example");
  const lists = fc.record({
    to: fc.array(someone, { maxLength: 3 }),
    cc: fc.array(someone, { maxLength: 2 }),
    bcc: fc.array(someone, { maxLength: 2 }),
  });
  const step = fc.record({ lists, wait: fc.integer({ min: 0, max: 5000 }) });
  fc.assert(
    fc.property(lists, fc.array(step, { maxLength: 12 }), (first, steps) => {
      let hold = writing(of(first));
      const known = (address: string, field: RecipientField): boolean => first[field].some((one) => one === address);
      let at = 10_000;
      for (const { lists, wait } of steps) {
        at += wait;
        hold = page(hold, of(lists), at);
        const held = unseen(hold);
        for (const one of hold.now)
          if (!known(one.address, one.field))
            expect(held.some(({ key, field }) => key === one.key && field === one.field)).toBe(true);
      }
    }),
    { numRuns: 500 },
  );
});
