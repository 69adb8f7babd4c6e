// A Firefox with an administrator's policy: links to the one installed, but a folder "distribution" of its own, where
// Firefox looks for policies.json. It finds its folder by its own program, which therefore is a copy.
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

/** Linux: counts for every Firefox there, before the folder's. */
const SYSTEM = "/etc/firefox/policies/policies.json";

/** Null where Firefox is a script that starts another program, or has a policy of the system's. */
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
