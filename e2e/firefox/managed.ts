// A Firefox with an administrator's policy: links to the installed files, but its own folder "distribution", where Firefox
// looks for policies.json. Firefox finds its folder from the path of its program, which therefore is a copy.
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { FIREFOX } from "./launch";

export interface ManagedFirefox {
  readonly executable: string;
  remove(): void;
}

/** On Linux: applies to every Firefox, and overrides the folder's. */
const SYSTEM = "/etc/firefox/policies/policies.json";

/** Null where Firefox is a script that starts another program, or has a system-wide policy. */
export function managedFirefox(policies: unknown): ManagedFirefox | null {
  const program = realpathSync(FIREFOX);
  const installed = dirname(program);
  if (!readdirSync(installed).includes("libxul.so") || existsSync(SYSTEM)) return null;
  const folder = mkdtempSync(join(tmpdir(), "cachet-firefox-managed-"));
  for (const name of readdirSync(installed))
    if (name !== basename(program) && name !== "distribution") symlinkSync(join(installed, name), join(folder, name));
  cpSync(program, join(folder, basename(program)));
  mkdirSync(join(folder, "distribution"));
  writeFileSync(join(folder, "distribution/policies.json"), JSON.stringify({ policies }));
  return {
    executable: join(folder, basename(program)),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
