import { defineConfig } from "vitest/config";

// The domain room has no state and touches no world, so its tests share what they load.
const PURE = ["src/domain/**/*.test.ts"];

export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  test: {
    setupFiles: ["base64", "decompression"].map((what) => `src/domain/testing/${what}-of-browsers.ts`),
    testTimeout: 20_000,
    // Some hooks build a simulated DNS with keys, which takes long on slow machines.
    hookTimeout: 60_000,
    // Both cores of the smallest machine it runs on; by itself vitest leaves one free.
    maxWorkers: "100%",
    projects: [
      { extends: true, test: { name: "pure", include: PURE, isolate: false } },
      {
        extends: true,
        test: { name: "apart", include: ["{src,scripts,e2e}/**/*.test.ts", "src/**/*.test.tsx"], exclude: PURE },
      },
    ],
  },
});
