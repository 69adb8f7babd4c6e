import { defineConfig } from "@playwright/test";

// Two workers on two cores: every test has its own browser profile and its own servers, so they do not meet.
export default defineConfig({
  testDir: "e2e",
  globalSetup: "./e2e/browser/global-setup.ts",
  testMatch: "**/*.spec.ts",
  timeout: 60_000,
  workers: 2,
  fullyParallel: false,
  retries: 0,
  reporter: [["list"]],
  // A press that cannot happen fails by its own name, long before the test's time is up.
  use: { actionTimeout: 10_000, navigationTimeout: 15_000 },
  outputDir: "test-results",
});
