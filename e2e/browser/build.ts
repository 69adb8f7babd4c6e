// The built extension that tests drive. CACHET_DIST names another folder with chrome/ and firefox/ in it.
import {
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";
import { DEMO_ANCHOR } from "../dns/demo-root";
import { runProgram } from "../lab/program";

const root = resolve(import.meta.dirname, "../..");
const SOURCES = [
  ...["src", "public", "manifest.json", "vite.config.ts", "package-lock.json", "scripts"],
  ...["docs/privacy-index.md", "docs/privacy-index.fr.md"],
];

export type Target = "chrome" | "firefox";

export const builtExtension = (target: Target): string => join(process.env.CACHET_DIST ?? join(root, "dist"), target);

function newest(path: string): number {
  const own = statSync(path);
  if (!own.isDirectory()) return own.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}

/** Builds dist/<target> when it is missing or older than its sources. */
export function ensureBuilt(target: Target): string {
  const out = builtExtension(target);
  if (process.env.CACHET_DIST) return out;
  const made = join(out, "manifest.json");
  const sources = SOURCES.map((name) => join(root, name)).filter(existsSync);
  if (existsSync(made) && statSync(made).mtimeMs >= Math.max(...sources.map(newest))) return out;
  const vite = join(root, "node_modules/vite/bin/vite.js");
  const stdio = ["ignore", "ignore", "inherit"] as const;
  runProgram(process.execPath, [vite, "build", "--mode", target], { cwd: root, stdio: [...stdio], timeout: 600_000 });
  return out;
}

/** SHA-256 digests of the DNS root's two keys (20326, 38696), as src/domain/dns/anchors.ts has them. */
const ROOT_ANCHORS = [
  "E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D",
  "683D2D0ACB8C9B712A1948B27F741219298D0A450D612C483AF444A4C0FB2B16",
];

/**
 * Makes a built extension trust another DNS root instead of the real one. The product deliberately has no switch for this, so
 * the text of its anchors is replaced in the given folder. Throws when that text is not found.
 */
function replaceAnchors(folder: string, anchor: string): void {
  const file = join(folder, "background.js");
  let text = readFileSync(file, "utf8");
  for (const known of ROOT_ANCHORS) {
    if (!text.includes(known)) throw new Error(`${file} holds no root anchor ${known}`);
    text = text.replaceAll(known, anchor);
  }
  writeFileSync(file, text);
}

/**
 * Removes the support for managed policies from a built extension. After its start, Chromium takes three to eight seconds to
 * tell an extension that it has no policy. managed.spec.ts keeps the original manifest.
 */
function unmanage(folder: string): void {
  const file = join(folder, "manifest.json");
  const { mtime } = statSync(file);
  const { storage, ...manifest } = JSON.parse(readFileSync(file, "utf8"));
  if (!storage) throw new Error(`${file} names no schema of policies`);
  writeFileSync(file, JSON.stringify(manifest));
  utimesSync(file, mtime, mtime);
}

/**
 * Copies the build into a folder for tests: the copy trusts the DNS root with this key digest and, unless `managed`, does not
 * ask the browser for a policy.
 */
export function copyForTests(
  target: Target,
  folder: string,
  anchor: string,
  { managed = target === "firefox" } = {},
): void {
  cpSync(builtExtension(target), folder, { recursive: true, preserveTimestamps: true });
  replaceAnchors(folder, anchor);
  if (!managed) unmanage(folder);
}

/**
 * A copy of the build that trusts the DNS root with this key digest. Its path is fixed for each root, because Chromium derives
 * the id of an unpacked extension, and so its storage, from the path.
 */
function anchoredBuild(target: Target, anchor: string): string {
  const from = builtExtension(target);
  const copy = join(dirname(from), "anchored", `${target}-${anchor.slice(0, 12)}`);
  const stamp = (folder: string): number => statSync(join(folder, "manifest.json")).mtimeMs;
  if (existsSync(join(copy, "manifest.json")) && Math.abs(stamp(copy) - stamp(from)) < 10) return copy;
  const fresh = `${copy}.${process.pid}`;
  copyForTests(target, fresh, anchor);
  rmSync(copy, { recursive: true, force: true });
  renameSync(fresh, copy);
  return copy;
}

/** The build for the demo world of e2e/webmail/demo.ts. */
export const demoExtension = (target: Target): string => anchoredBuild(target, DEMO_ANCHOR);
