import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { copyForTests } from "../browser/build";
import { type Lab, WEBMAIL } from "../lab/lab";

interface Manifest extends Record<string, unknown> {
  host_permissions: string[];
}

/** dist/chrome with another manifest and the lab's DNS root for its anchor, in a folder of its own. */
export function copyBuild({ anchor }: Pick<Lab, "anchor">, change: (manifest: Manifest) => void): string {
  const dir = mkdtempSync(join(tmpdir(), "cachet-build-"));
  copyForTests("chrome", dir, anchor);
  const file = join(dir, "manifest.json");
  const manifest = JSON.parse(readFileSync(file, "utf8")) as Manifest;
  change(manifest);
  writeFileSync(file, JSON.stringify(manifest));
  return dir;
}

/**
 * The lab's webmail is granted at install: headless Chromium never answers a permission prompt, and with the grant there
 * permissions.request says yes at once. permission.spec.ts answers the real prompt.
 */
export const makeTestBuild = (lab: Pick<Lab, "anchor">): string =>
  copyBuild(lab, (manifest) => {
    manifest.host_permissions.push(`${WEBMAIL}/*`);
  });
