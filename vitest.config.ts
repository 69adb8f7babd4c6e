import { defineConfig } from "vitest/config";

export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  test: {
    include: ["{src,scripts,e2e}/**/*.test.ts", "src/**/*.test.tsx"],
    setupFiles: ["base64", "decompression"].map((what) => `src/domain/testing/${what}-of-browsers.ts`),
    testTimeout: 20_000,
    // Both cores of the smallest machine it runs on; by itself vitest leaves one free.
    maxWorkers: "100%",
  },
});
