import { defineConfig } from "@playwright/test";

// One at a time: a browser, a webmail and two name servers fill two cores, and a starved page proves nothing.
export default defineConfig({
  testDir: "e2e",
  globalSetup: "./e2e/browser/global-setup.ts",
  testMatch: "**/*.spec.ts",
  timeout: 60_000,
  workers: 1,
  fullyParallel: false,
  retries: 0,
  reporter: [["list"]],
  // A press that cannot happen fails by its own name, long before the test's time is up.
  use: { actionTimeout: 10_000, navigationTimeout: 15_000 },
  expect: { timeout: 10_000 },
  outputDir: "test-results",
});
