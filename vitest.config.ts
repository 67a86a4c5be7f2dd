import { defineConfig } from "vitest/config";
import { SkipReporter } from "./test/support/skip-reporter.js";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    setupFiles: ["test/support/seed.ts"],
    reporters: ["default", new SkipReporter()],
    // A file's imports cost more than its tests: a worker keeps its modules. Tests leave no state behind.
    isolate: false,
    unstubEnvs: true,
    restoreMocks: true,
    // Generous: they end what hangs, and decide nothing on a slow machine.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    env: { NO_COLOR: "1" },
  },
});
