// A short name for the sources of a build: the same sources, the same name.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

const SOURCES = ["src", "public"];
const FILES = ["manifest.json", "package-lock.json", "vite.config.ts"];

export function buildMark(root: string): string {
  const sources = SOURCES.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(root, join(entry.parentPath, entry.name))),
  );
  const hash = createHash("sha256");
  for (const path of [...sources, ...FILES].sort()) hash.update(`${path}\0`).update(readFileSync(join(root, path)));
  return hash.digest("hex").slice(0, 8);
}
