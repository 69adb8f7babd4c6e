import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { makeZip } from "./zip";

// Writes the two store packages and the source package to dist/. The same commit gives the same bytes, so that anyone can
// rebuild and verify that a store's package was built from this source, as reviewers do.

const root = resolve(import.meta.dirname, "..");
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };

const tree = (dir: string): string[] =>
  readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(dir, join(entry.parentPath, entry.name)));

const tracked = (): string[] =>
  execFileSync("git", ["ls-files", "-z"], { cwd: root, encoding: "utf8" }).split("\0").filter(Boolean);

const packages = [
  { name: "chrome", dir: join(root, "dist/chrome"), files: tree(join(root, "dist/chrome")) },
  { name: "firefox", dir: join(root, "dist/firefox"), files: tree(join(root, "dist/firefox")) },
  { name: "source", dir: root, files: tracked() },
];

for (const { name, dir, files } of packages) {
  const bytes = makeZip(files.map((file) => ({ name: file, bytes: readFileSync(join(dir, file)) })));
  const out = `dist/cachet-${version}-${name}.zip`;
  writeFileSync(join(root, out), bytes);
  console.log(`${out}  ${files.length} files, ${bytes.length} bytes`);
}
