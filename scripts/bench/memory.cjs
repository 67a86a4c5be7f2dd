// Loaded in front of a program that is measured: its last line on standard error is its peak memory in MiB.
const { writeSync } = require("node:fs");
const { isMainThread } = require("node:worker_threads");

if (isMainThread) {
  process.on("exit", () => writeSync(2, `\n${Math.round(process.resourceUsage().maxRSS / 1024)}`));
}
