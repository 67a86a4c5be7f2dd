// Loaded in front of a program that is measured: its last line on standard error is its user CPU time in ms and its peak
// memory in MiB.
const { writeSync } = require("node:fs");
const { isMainThread } = require("node:worker_threads");

if (isMainThread) {
  process.on("exit", () => {
    const { userCPUTime, maxRSS } = process.resourceUsage();
    writeSync(2, `\n${Math.round(userCPUTime / 1000)} ${Math.round(maxRSS / 1024)}`);
  });
}
