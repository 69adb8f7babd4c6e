import { demoExtension, ensureBuilt } from "./build";

/** Playwright runs this once before all suites. */
export default function setUp(): void {
  // Both are built here: two tests building at once would replace the files under each other's browser.
  for (const target of ["chrome", "firefox"] as const) {
    ensureBuilt(target);
    demoExtension(target);
  }
}
