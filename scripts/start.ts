// Opens Cachet on the demo webmail: two people, two browser profiles, one machine. With --headless it plays the main job
// itself and saves pictures of every step.
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { ensureBuilt } from "../e2e/browser/build";
import { play } from "./play";
import { openForPerson } from "./try-it";

const root = resolve(import.meta.dirname, "..");
const { values } = parseArgs({
  options: {
    headless: { type: "boolean", default: false },
    dark: { type: "boolean", default: false },
    lang: { type: "string", default: "en" },
    dir: { type: "string", default: join(root, "screenshots") },
  },
});

console.log("Building the extension");
ensureBuilt("chrome");
const colourScheme = values.dark ? "dark" : "light";
if (values.headless) {
  mkdirSync(values.dir, { recursive: true });
  process.exitCode = await play({ dir: values.dir, colourScheme, lang: values.lang });
} else {
  await openForPerson({ state: join(root, ".demo"), colourScheme, lang: values.lang });
}
