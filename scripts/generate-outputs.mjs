// Writes what the built command itself says: docs/kalint.1, and the output of the examples in README.md and docs/.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildCli } from "./bundle.mjs";
import { withOutputs } from "./generate/examples.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "kalint-man-"));
try {
  await buildCli(folder);
  const cli = join(folder, "cli.cjs");
  writeFileSync(`${root}docs/kalint.1`, execFileSync(process.execPath, [cli, "man"]));
  const pages = readdirSync(`${root}docs`).filter((name) => name.endsWith(".md"));
  for (const page of ["README.md", ...pages.map((name) => `docs/${name}`)]) {
    const text = readFileSync(root + page, "utf8");
    const fresh = withOutputs(text, (where, command) => outputOf(cli, `${root}${where}`, command));
    if (fresh !== text) writeFileSync(root + page, fresh);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function outputOf(cli, cwd, command) {
  const [, ...args] = command.split(" ");
  const env = { ...process.env, NO_COLOR: "1", LC_ALL: "C.UTF-8" };
  return spawnSync(process.execPath, [cli, ...args], { cwd, env, encoding: "utf8" }).stdout;
}
