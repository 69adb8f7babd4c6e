import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { SKETCHES, sketchHits } from "./sketch-hits";

it("a sketch says of each webmail's selectors how often the page has them, frames among it", () => {
  const hits = sketchHits('<div class="M9"><input name="subjectbox"></div>\n<!-- frame -->\n<input class="aoT">');
  expect(hits.gmail).toMatchObject({ composeRoot: 1, subject: 2, send: 0 });
  expect(Object.keys(hits).sort()).toEqual([
    "generic",
    "gmail",
    "horde",
    "nextcloud",
    "outlook",
    "ox",
    "roundcube",
    "snappymail",
    "sogo",
    "yahoo",
  ]);
});

const kept = existsSync(SKETCHES) ? readdirSync(SKETCHES).filter((name) => name.endsWith(".html")) : [];
for (const name of kept)
  it(`what was found on the page sketched as ${name} is found there`, () => {
    const found = sketchHits(readFileSync(join(SKETCHES, name), "utf8"));
    expect(found).toEqual(JSON.parse(readFileSync(join(SKETCHES, name.replace(/html$/, "json")), "utf8")));
  });
