export default {
  testRunner: "vitest",
  plugins: ["@stryker-mutator/vitest-runner"],
  vitest: { configFile: "scripts/mutation/vitest.config.ts", related: false },
  buildCommand: "node scripts/mutation/bundle.mjs",
  coverageAnalysis: "perTest",
  // Texts and tables made when a module is loaded: each would need all tests anew, and the recordings hold most of them.
  ignoreStatic: true,
  incremental: true,
  incrementalFile: "node_modules/.cache/stryker/incremental.json",
  tempDirName: "node_modules/.cache/stryker/sandbox",
  ignorePatterns: ["dist"],
  concurrency: 1,
  timeoutMS: 20_000,
  reporters: ["clear-text", "progress-append-only", "json"],
  jsonReporter: { fileName: "node_modules/.cache/stryker/report.json" },
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false, reportScoreTable: false },
};
