import { test as base } from "@playwright/test";
import { reasonToSkipBind } from "../lab/need";
import { type Rig, startDnssecRig } from "./rig";

const skip = reasonToSkipBind();

/** Test with the private DNSSEC tree behind it, one per worker process. Skipped where BIND is missing. */
export const test = base.extend<object, { rig: Rig }>({
  rig: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures needed from this pattern.
    async ({}, use) => {
      const rig = await startDnssecRig();
      await use(rig);
      await rig.stop();
    },
    { scope: "worker" },
  ],
});

test.beforeEach(() => {
  test.skip(skip !== null, skip ?? "");
});
