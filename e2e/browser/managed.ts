// An administrator's policy for one copy of the extension, as a file where Chromium looks for it. The copy has its own path,
// and therefore its own id in Chromium, so that the policy applies to no other test's extension.
import { createHash, randomUUID } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DEMO_ANCHOR } from "../dns/demo-root";
import { copyForTests } from "./build";

const POLICIES = "/etc/chromium/policies/managed";

export interface ManagedBuild {
  readonly extension: string;
  remove(): void;
}

/** Null where the current user may not write policies. */
export function managedBuild(policy: unknown): ManagedBuild | null {
  const folder = mkdtempSync(join(tmpdir(), "cachet-managed-"));
  const extension = join(folder, "extension");
  const file = join(POLICIES, `cachet-test-${randomUUID()}.json`);
  const remove = (): void => {
    rmSync(file, { force: true });
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    mkdirSync(POLICIES, { recursive: true });
    writeFileSync(file, JSON.stringify({ "3rdparty": { extensions: { [idOf(extension)]: policy } } }));
  } catch (error) {
    remove();
    if (["EACCES", "EPERM", "EROFS"].includes((error as NodeJS.ErrnoException).code ?? "")) return null;
    throw error;
  }
  copyForTests("chrome", extension, DEMO_ANCHOR, { managed: true });
  return { extension, remove };
}

/** Chromium's id of an unpacked extension: the first 32 hex digits of its path's digest, as letters a to p. */
const idOf = (path: string): string =>
  createHash("sha256")
    .update(path)
    .digest("hex")
    .slice(0, 32)
    .replace(/./g, (digit) => String.fromCharCode(97 + Number.parseInt(digit, 16)));
