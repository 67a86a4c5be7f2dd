// Looks for texts that break what kalint promises, for some minutes.
//   npm run fuzz -- --minutes 30 [--seed 51]
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const { values } = parseArgs({ options: { minutes: { type: "string", default: "10" }, seed: { type: "string" } } });
const minutes = Number(values.minutes);
const seed = values.seed === undefined ? Math.floor(Math.random() * 1e6) : Number(values.seed);
if (!(minutes > 0) || !Number.isInteger(seed)) {
  console.error("usage: npm run fuzz -- [--minutes NUMBER] [--seed NUMBER]");
  process.exit(2);
}
console.log(`${minutes} minutes from seed ${seed}`);
const cwd = fileURLToPath(new URL("..", import.meta.url));
const env = { ...process.env, KALINT_FUZZ_MINUTES: String(minutes), KALINT_SEED: String(seed) };
const vitest = fileURLToPath(new URL("../node_modules/vitest/vitest.mjs", import.meta.url));
const { status } = spawnSync(process.execPath, [vitest, "run", "--mode", "all", "test/fuzz"], {
  cwd,
  env,
  stdio: "inherit",
});
process.exit(status ?? 1);
