// The cost of reading a message of thousands of layers, from its octets to the refusal.

import { nested } from "../hostile/nesting";
import { aliceSide, worldOf } from "../hostile/side";
import { median } from "./median";

/** Processor time in ms. */
export async function hostileNestingMs(layers: number, times: number): Promise<number> {
  const side = await aliceSide();
  const { readMessage } = await import("../../src/pages/overlays/read/reading");
  const source = await nested(side.alice, layers);
  const taken: number[] = [];
  // The first round warms up.
  for (let at = 0; at <= times; at += 1) {
    const before = process.cpuUsage();
    const read = await readMessage(source, worldOf(side));
    const { user, system } = process.cpuUsage(before);
    if (read.kind !== "failed" || read.failure.code !== "too-deep") throw new Error(`nesting was read: ${read.kind}`);
    if (at > 0) taken.push((user + system) / 1000);
  }
  return median(taken);
}
