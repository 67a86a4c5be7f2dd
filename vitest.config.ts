import { defineConfig } from "vitest/config";
import { SkipReporter } from "./test/support/skip-reporter.js";

/**
 * Two thirds of the time of all tests: they install packages, fill disks, build the command anew, start it a hundred times,
 * drive other programs, let keepalived read hundreds of texts, or lint thousands. `npm run test:all` runs them too, and so
 * does who names one.
 */
const THOROUGH = [
  "test/agreement/braces.test.ts",
  "test/cli/bad-input.test.ts",
  "test/cli/bounds.test.ts",
  "test/cli/cache.test.ts",
  "test/cli/completion.test.ts",
  "test/cli/concurrency.test.ts",
  "test/cli/format-files.test.ts",
  "test/cli/guarded-files.test.ts",
  "test/cli/hooks.test.ts",
  "test/cli/report-pictures.test.ts",
  "test/cli/simulate-timeline.test.ts",
  "test/cli/with-keepalived.test.ts",
  "test/format/meaning.test.ts",
  "test/fuzz/time.test.ts",
  "test/fuzz/fuzz.test.ts",
  "test/lint/fix-run.test.ts",
  "test/lint/safe-fixes.test.ts",
  "test/mcp/files.test.ts",
  "test/mcp/protocol.test.ts",
  "test/repository/binary.test.ts",
  "test/playground/access.test.ts",
  "test/playground/meanwhile.test.ts",
  "test/playground/page.test.ts",
  "test/repository/build.test.ts",
  "test/repository/code-cache.test.ts",
  "test/repository/damaged-cache.test.ts",
  "test/repository/install.test.ts",
  "test/repository/new-rule.test.ts",
  "test/repository/prepare.test.ts",
  "test/repository/strip.test.ts",
  "test/rules/mutation.test.ts",
  "test/template/ansible.test.ts",
  "test/template/engines.test.ts",
  "test/template/rendered.test.ts",
];

/** Play elections for minutes (`npm run test:elections`), or install 250 packages (`npm run test:inspector`). */
const BY_NAME = [
  ...["daemons", "firewalls", "live"].map((name) => `test/elections/${name}.test.ts`),
  "test/mcp/inspector.test.ts",
];

export default defineConfig(({ mode }) => ({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: [...BY_NAME, ...(mode === "all" ? [] : THOROUGH)].filter((path) => !process.argv.includes(path)),
    setupFiles: ["test/support/seed.ts"],
    reporters: ["default", new SkipReporter()],
    // A file's imports cost more than its tests: a worker keeps its modules. Tests leave no state behind.
    isolate: false,
    unstubEnvs: true,
    restoreMocks: true,
    // Most wait for a program that they started: without this, one of two cores would do it all.
    maxWorkers: "100%",
    // Generous: they end what hangs, and decide nothing on a slow machine.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    env: { NO_COLOR: "1" },
  },
}));
