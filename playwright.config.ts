import { defineConfig } from "@playwright/test";

// Two at a time: a test waits for most of its time. The tests of the mail provider in e2e/lab share one, which fills a core.
export default defineConfig({
  testDir: "e2e",
  globalSetup: "./e2e/browser/global-setup.ts",
  testMatch: "**/*.spec.ts",
  timeout: 120_000,
  workers: 2,
  fullyParallel: false,
  projects: [
    { name: "provider", testMatch: "roundcube/**/*.spec.ts", workers: 1 },
    { name: "browser", testIgnore: "roundcube/**" },
  ],
  // On CI, one retry: scripts/test.mjs names the tests that needed it, and accepts three.
  retries: process.env.CI ? 1 : 0,
  reporter: [["list"], ["./e2e/browser/under-way.ts"]],
  // Several times what the slowest machine needed: no test here measures time.
  // A press that cannot happen fails by its own name, long before the test's time is up.
  use: { actionTimeout: 20_000, navigationTimeout: 30_000 },
  expect: { timeout: 20_000 },
  outputDir: "test-results",
});
