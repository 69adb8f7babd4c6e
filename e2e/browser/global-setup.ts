import { ensureBuilt } from "./build";

/** Playwright runs this once before all suites. */
export default function setUp(): void {
  ensureBuilt("chrome");
}
