// Words that stand nowhere else, each with the name of the field or text it was written in, and a search for them through
// every file of a folder.
import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Letters alone, drawn anew for each run, since a browser's own files hold nearly every word. */
const STEM = `q${[...randomBytes(13)].map((octet) => String.fromCharCode(97 + (octet % 26))).join("")}`;

export const mark = (name: string): string => `${STEM}${name}`;

/** Blocks that are compressed hold what comes first as it is, and only its repetitions as references to it. */
const WRITINGS: Record<string, (text: string) => Buffer> = {
  "UTF-8": (text) => Buffer.from(text),
  "UTF-16LE": (text) => Buffer.from(text, "utf16le"),
  "UTF-16BE": (text) => Buffer.from(text, "utf16le").swap16(),
  ...Object.fromEntries(
    [0, 1, 2].map((shift) => [
      `base64, ${shift} on`,
      // Without the ends, which hold bits of what stands beside.
      (text: string) =>
        Buffer.from(
          Buffer.from(" ".repeat(shift) + text)
            .toString("base64")
            .slice(shift && 4, -4),
        ),
    ]),
  ),
};

export interface Finds {
  /** Each as "file: field, writing". */
  readonly found: readonly string[];
  /** How many files were looked into. */
  readonly files: number;
  /** Crash dumps: what a process had in its memory. */
  readonly dumps: readonly string[];
}

/** @param read what a file holds, for forms that hide their text; null: nothing more than its octets */
export function search(folder: string, read: (path: string, octets: Buffer) => Buffer | null = () => null): Finds {
  const found = new Set<string>();
  const dumps: string[] = [];
  let files = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    if (/\.(?:dmp|extra|core)$|^core\b/.test(entry.name)) {
      dumps.push(path.slice(folder.length + 1));
      continue;
    }
    const octets = octetsOf(path);
    if (!octets) continue;
    files++;
    for (const each of [octets, read(path, octets)])
      if (each) for (const one of findsIn(each)) found.add(`${path.slice(folder.length + 1)}: ${one}`);
  }
  return { found: [...found].sort(), files, dumps };
}

/** A browser that runs takes files away while they are looked for. */
function octetsOf(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch {
    return null;
  }
}

function* findsIn(octets: Buffer): Iterable<string> {
  for (const [writing, write] of Object.entries(WRITINGS)) {
    const needle = write(STEM);
    for (let at = octets.indexOf(needle); at !== -1; at = octets.indexOf(needle, at + 1)) {
      const name = /^[\w-]*/.exec(
        writing.startsWith("base64") ? fromBase64(octets, at) : after(octets, at, writing),
      )![0];
      yield `${name || "?"}, ${writing}`;
    }
  }
}

/** What stands behind the stem. */
function after(octets: Buffer, at: number, writing: string): string {
  const from = at + WRITINGS[writing]!(STEM).length;
  if (writing === "UTF-8") return octets.toString("utf8", from, from + 40);
  const rest = Buffer.from(octets.subarray(from, from + 80));
  return (writing === "UTF-16BE" ? rest.subarray(0, rest.length & ~1).swap16() : rest).toString("utf16le");
}

function fromBase64(octets: Buffer, at: number): string {
  const text = Buffer.from(octets.toString("latin1", at, at + 100), "base64").toString("latin1");
  const end = STEM.slice(-5);
  return text.slice(text.indexOf(end) + end.length);
}
