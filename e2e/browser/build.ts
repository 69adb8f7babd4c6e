// The built extension that tests drive. CACHET_DIST names another folder with chrome/ and firefox/ in it.
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "../..");
const SOURCES = ["src", "public", "manifest.json", "vite.config.ts", "package-lock.json"];

export type Target = "chrome" | "firefox";

export const builtExtension = (target: Target): string => join(process.env.CACHET_DIST ?? join(root, "dist"), target);

function newest(path: string): number {
  const own = statSync(path);
  if (!own.isDirectory()) return own.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}

/** Builds dist/<target> when it is missing or older than what it is made from. */
export function ensureBuilt(target: Target): string {
  const out = builtExtension(target);
  if (process.env.CACHET_DIST) return out;
  const made = join(out, "manifest.json");
  const sources = SOURCES.map((name) => join(root, name)).filter(existsSync);
  if (existsSync(made) && statSync(made).mtimeMs >= Math.max(...sources.map(newest))) return out;
  const vite = join(root, "node_modules/vite/bin/vite.js");
  execFileSync(process.execPath, [vite, "build", "--mode", target], {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
  });
  return out;
}
