// npm run fuzz [-- --seconds N --seed S]: endless hostile mail. Each input that causes a fault is saved in a file with the
// seed and the keys of the run, so that it can be tried again and become a test.
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import "../src/domain/testing/base64-of-browsers";
import { fault } from "../e2e/hostile/fuzz/check";
import { inputFor } from "../e2e/hostile/fuzz/grammar";
import { randomFrom } from "../e2e/hostile/fuzz/random";
import { makeSeeds } from "../e2e/hostile/fuzz/seeds";
import { aliceSide } from "../e2e/hostile/side";
import { armorSecret } from "../src/domain/pgp/secret-key";

const { values } = parseArgs({
  options: { seconds: { type: "string", default: "60" }, seed: { type: "string" } },
});
const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 32) : Number(values.seed);
const until = performance.now() + Number(values.seconds) * 1000;
const random = randomFrom(seed);
const side = await aliceSide();
const seeds = await makeSeeds(side);
console.log(`seed ${seed}, for ${values.seconds} seconds`);

let tried = 0;
let faults = 0;
while (performance.now() < until) {
  const input = inputFor(random, seeds);
  tried += 1;
  const found = await fault(input, side, seeds);
  if (!found) continue;
  faults += 1;
  const file = `fuzz-${seed}-${tried}.json`;
  const keys = { bob: await armorSecret(side.bob.secret, null), mallory: await armorSecret(side.mallory.secret, null) };
  writeFileSync(file, JSON.stringify({ seed, tried, found, input, keys }, null, 2));
  console.error(`${file}: ${found}`);
  if (faults >= 10) break;
}
console.log(`${tried} inputs, ${faults} faults`);
process.exit(faults > 0 ? 1 : 0);
