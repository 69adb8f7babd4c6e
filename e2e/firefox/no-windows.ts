// Stands for Firefox for Android, which has tabs but no windows: a copy of the build in which the browser's API has no
// `windows`, in the background and on every page.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { copyForTests, ensureBuilt } from "../browser/build";
import { DEMO_ANCHOR } from "../dns/demo-root";

const TAKEN_AWAY = `Object.defineProperty(browser, "windows", { value: undefined });\n`;
const SCRIPT = "no-windows.js";

export interface Build {
  readonly folder: string;
  remove(): void;
}

export function buildWithoutWindows(): Build {
  ensureBuilt("firefox");
  const folder = mkdtempSync(join(tmpdir(), "cachet-no-windows-"));
  copyForTests("firefox", folder, DEMO_ANCHOR);
  writeFileSync(join(folder, SCRIPT), TAKEN_AWAY);
  const background = join(folder, "background.js");
  writeFileSync(background, TAKEN_AWAY + readFileSync(background, "utf8"));
  for (const page of pagesIn(folder)) {
    const html = readFileSync(page, "utf8");
    const changed = html.replace("<head>", `<head><script src="/${SCRIPT}"></script>`);
    if (changed === html) throw new Error(`${page} has no head`);
    writeFileSync(page, changed);
  }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

const pagesIn = (folder: string): string[] =>
  readdirSync(join(folder, "pages"), { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, "pages", name))
    .filter((path) => path.endsWith(".html") && statSync(path).isFile());
