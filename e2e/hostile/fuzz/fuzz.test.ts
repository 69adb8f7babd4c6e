import { expect, it } from "vitest";
import { aliceSide } from "../side";
import { fault } from "./check";
import { inputFor } from "./grammar";
import { randomFrom } from "./random";
import { makeSeeds } from "./seeds";

const COUNT = 300;

it("honest messages spoilt in a few hundred ways break nothing, and pass for nobody's", async () => {
  const side = await aliceSide();
  const seeds = await makeSeeds(side);
  const random = randomFrom(9580);
  for (let round = 0; round < COUNT; round += 1) {
    const input = inputFor(random, seeds);
    expect(await fault(input, side, seeds), JSON.stringify(input)).toBeNull();
  }
}, 60_000);

it("notices a signature over other words, and words that do not belong together", async () => {
  const side = await aliceSide();
  const seeds = await makeSeeds(side);
  const honest = { kind: "message", text: seeds.messages[0]! } as const;
  expect(await fault(honest, side, seeds)).toBeNull();
  expect(await fault(honest, side, { ...seeds, signed: new Set() })).toContain("nobody signed");
  const broken = { ...side, askWith: () => async () => Promise.reject(new Error("no such call")) };
  expect(await fault(honest, broken as typeof side, seeds)).toContain("no such call");
});
