import "./as-in-browsers";
import { test as base } from "@playwright/test";
import { reasonToSkipPeers } from "../lab/need";
import { type Parties, startParties } from "./parties";

const skip = reasonToSkipPeers();

/** Test with all parties at the table, one such table per worker process. Skipped where a program is missing. */
export const test = base.extend<object, { parties: Parties }>({
  parties: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from this pattern.
    async ({}, use) => {
      const parties = await startParties();
      await use(parties);
      parties.remove();
    },
    { scope: "worker" },
  ],
});

test.beforeEach(() => {
  test.skip(skip !== null, skip ?? "");
});
