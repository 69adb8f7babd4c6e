// Unique words, and a search for them in octets and in every file of a folder.
import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Compressed blocks contain the first occurrence literally, and only repetitions as references. */
const WRITINGS: Record<string, (text: string) => Buffer> = {
  "UTF-8": (text) => Buffer.from(text),
  "UTF-16LE": (text) => Buffer.from(text, "utf16le"),
  "UTF-16BE": (text) => Buffer.from(text, "utf16le").swap16(),
  ...Object.fromEntries(
    [0, 1, 2].map((shift) => [
      `base64, ${shift} on`,
      // Without the ends, which contain bits of the neighbouring octets.
      (text: string) =>
        Buffer.from(
          Buffer.from(" ".repeat(shift) + text)
            .toString("base64")
            .slice(shift && 4, -4),
        ),
    ]),
  ),
};

interface Place {
  /** The text after the stem. */
  readonly rest: string;
  readonly writing: string;
}

/** Every occurrence of the stem, in any encoding. */
function* placesOf(stem: string, octets: Buffer): Iterable<Place> {
  for (const [writing, write] of Object.entries(WRITINGS)) {
    const needle = write(stem);
    for (let at = octets.indexOf(needle); at !== -1; at = octets.indexOf(needle, at + 1))
      yield {
        writing,
        rest: writing.startsWith("base64") ? fromBase64(stem, octets, at) : after(stem, octets, at, writing),
      };
  }
}

function after(stem: string, octets: Buffer, at: number, writing: string): string {
  const from = at + WRITINGS[writing]!(stem).length;
  if (writing === "UTF-8") return octets.toString("utf8", from, from + 40);
  const rest = Buffer.from(octets.subarray(from, from + 80));
  return (writing === "UTF-16BE" ? rest.subarray(0, rest.length & ~1).swap16() : rest).toString("utf16le");
}

function fromBase64(stem: string, octets: Buffer, at: number): string {
  const text = Buffer.from(octets.toString("latin1", at, at + 100), "base64").toString("latin1");
  const end = stem.slice(-5);
  return text.slice(text.indexOf(end) + end.length);
}

export interface Marks {
  /** Returns a new word. */
  next(): string;
  /** The words of these marks in a text, in any encoding. */
  within(octets: Buffer): Set<string>;
}

const DIGITS = 4;

/** Equal seeds give equal words. Different seeds share none: otherwise leftovers of one on the disk would count for another. */
export function marksOf(seed: number): Marks {
  const stem = `qzv${seed.toString(36).padStart(7, "0").slice(-7)}x`;
  let made = 0;
  return {
    next: () => stem + (made++).toString(36).padStart(DIGITS, "0"),
    within(octets) {
      const found = new Set<string>();
      for (const { rest } of placesOf(stem, octets))
        if (/^[0-9a-z]{4}/.test(rest)) found.add(stem + rest.slice(0, DIGITS));
      return found;
    },
  };
}

/** Random letters for each run, since a browser's own files contain nearly every word. */
const STEM = `q${[...randomBytes(13)].map((octet) => String.fromCharCode(97 + (octet % 26))).join("")}`;

/** A word of this run with the name of its field or text. */
export const mark = (name: string): string => `${STEM}${name}`;

export interface Finds {
  /** Each as "file: field, writing". */
  readonly found: readonly string[];
  /** Number of files searched. */
  readonly files: number;
  /** Crash dumps, which contain a process's memory. */
  readonly dumps: readonly string[];
}

/** @param read the content of a file whose format hides its text; null: search its octets only */
export function search(folder: string, read: (path: string, octets: Buffer) => Buffer | null = () => null): Finds {
  const found = new Set<string>();
  const { files, dumps } = eachFile(folder, (name, octets) => {
    for (const each of [octets, read(join(folder, name), octets)])
      if (each)
        for (const { rest, writing } of placesOf(STEM, each))
          found.add(`${name}: ${/^[\w-]*/.exec(rest)![0] || "?"}, ${writing}`);
  });
  return { found: [...found].sort(), files, dumps };
}

/** Each file but crash dumps, by its path from the folder. */
export function eachFile(folder: string, look: (name: string, octets: Buffer) => void): Pick<Finds, "files" | "dumps"> {
  const dumps: string[] = [];
  let files = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const name = path.slice(folder.length + 1);
    if (/\.(?:dmp|extra|core)$|^core\b/.test(entry.name)) {
      dumps.push(name);
      continue;
    }
    const octets = octetsOf(path);
    if (!octets) continue;
    files++;
    look(name, octets);
  }
  return { files, dumps };
}

/** Null when the file is gone: a running browser removes files during the search. */
function octetsOf(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch {
    return null;
  }
}
