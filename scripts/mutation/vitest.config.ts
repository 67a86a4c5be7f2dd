import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["dist/mutation/all.mjs"],
    setupFiles: ["test/support/seed.ts"],
    isolate: false,
    unstubEnvs: true,
    restoreMocks: true,
    testTimeout: 120_000,
    env: { NO_COLOR: "1", KALINT_CORPUS: "" },
  },
});
