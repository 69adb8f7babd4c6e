import { defineConfig } from "vitest/config";

export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  test: {
    include: ["{src,scripts,e2e}/**/*.test.ts", "src/**/*.test.tsx"],
    setupFiles: ["src/domain/testing/base64-of-browsers.ts"],
    testTimeout: 20_000,
  },
});
