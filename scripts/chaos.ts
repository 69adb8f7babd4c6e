// npm run chaos [-- --minutes N --seed S --most INCIDENTS --only KIND,KIND --first --quiet]: somebody writes messages while
// incidents happen to their browser, until the first fault (--first) or for the given time. Seeds that found faults are kept
// in e2e/chaos/seeds.ts.
import { parseArgs } from "node:util";
import { ensureBuilt } from "../e2e/browser/build";
import { drive } from "../e2e/chaos/drive";

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "5" },
    seed: { type: "string" },
    most: { type: "string" },
    only: { type: "string" },
    first: { type: "boolean", default: false },
    quiet: { type: "boolean", default: false },
  },
});
ensureBuilt("chrome");
const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 32) : Number(values.seed);
console.log(`seed ${seed}, for ${values.minutes} minutes`);
const tally = await drive({
  seed,
  until: Date.now() + Number(values.minutes) * 60_000,
  ...(values.most && { most: Number(values.most) }),
  ...(values.first && { faults: 1 }),
  ...(values.only && { among: values.only.split(",") }),
  ...(!values.quiet && { say: (line) => console.log(line) }),
});
console.log(tally.table());
for (const fault of tally.faults()) console.error(fault);
process.exit(tally.faults().length > 0 ? 1 : 0);
