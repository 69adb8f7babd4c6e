import { cpSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { builtExtension } from "../browser/build";
import { WEBMAIL } from "../lab/lab";

/**
 * dist/chrome with the lab's webmail among the hosts granted at install. Headless Chromium never answers a permission
 * prompt; with the grant there, permissions.request says yes at once. permission.spec.ts answers the real prompt.
 */
export function makeTestBuild(): string {
  const dir = mkdtempSync(join(tmpdir(), "cachet-build-"));
  cpSync(builtExtension("chrome"), dir, { recursive: true });
  const file = join(dir, "manifest.json");
  const manifest = JSON.parse(readFileSync(file, "utf8"));
  manifest.host_permissions.push(`${WEBMAIL}/*`);
  writeFileSync(file, JSON.stringify(manifest));
  return dir;
}
