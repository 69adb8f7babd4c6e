// Ninety seconds of use in which an incident strikes at every other step; `npm run chaos` continues as long as wanted.
import { expect, test } from "@playwright/test";
import { drive } from "./drive";
import { SEEDS } from "./seeds";

/** Any fixed number, so that a failure can be reproduced: the year and month of the first run. */
const SEED = 202611;
const SECONDS = 90;

test("whoever writes letters while things happen loses nothing that was safe, bares nothing, sends nothing twice", async () => {
  test.setTimeout((SECONDS + 240) * 1000);
  const until = Date.now() + SECONDS * 1000;
  const lines: string[] = [];
  const say = (line: string): void => void lines.push(line);
  const faults: string[] = [];
  for (const { seed, among, letters } of SEEDS)
    faults.push(...(await drive({ seed, among, letters, until, say })).faults());
  const tally = await drive({ seed: SEED, until, say });
  console.log(tally.table());
  faults.push(...tally.faults());
  expect(faults, lines.join("\n")).toEqual([]);
  expect(tally.incidents()).toBeGreaterThan(0);
});
