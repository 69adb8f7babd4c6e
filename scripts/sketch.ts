// npm run sketch FILE: lists which selectors of each webmail match a sketch of a page (popup, "Something not working
// here?"). With --keep NAME it is stored in e2e/sites/sketches, and sketches.test.ts then expects what is found there now.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { SKETCHES, sketchHits } from "../e2e/sites/sketch-hits";

const { values, positionals } = parseArgs({ allowPositionals: true, options: { keep: { type: "string" } } });
const [file] = positionals;
if (!file) throw new Error("npm run sketch FILE [-- --keep NAME]");
const html = readFileSync(file, "utf8");
const hits = sketchHits(html);
for (const [site, found] of Object.entries(hits)) {
  const names = Object.entries(found);
  const there = names.filter(([, count]) => count > 0);
  console.log(`\n${site}: ${there.length} of ${names.length}`);
  for (const [name, count] of there) console.log(`  ${name.padEnd(20)} ${count}`);
  console.log(
    `  not found: ${names
      .filter(([, count]) => count === 0)
      .map(([name]) => name)
      .join(", ")}`,
  );
}
if (values.keep) {
  if (!/^[\w-]+$/.test(values.keep)) throw new Error("a name of letters, digits and hyphens");
  const folder = resolve(import.meta.dirname, "..", SKETCHES);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${values.keep}.html`), html);
  writeFileSync(join(folder, `${values.keep}.json`), `${JSON.stringify(hits, null, 2)}\n`);
  console.log(`\nkept as ${SKETCHES}/${values.keep}.html`);
}
