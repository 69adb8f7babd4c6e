import { demoExtension, ensureBuilt } from "./build";

/** Playwright runs this once before all suites. */
export default function setUp(): void {
  // Both here: made by two tests at once, one would take it from under the other's browser.
  for (const target of ["chrome", "firefox"] as const) {
    ensureBuilt(target);
    demoExtension(target);
  }
}
