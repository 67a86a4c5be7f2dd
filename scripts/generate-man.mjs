// Writes docs/kalint.1, which the command itself makes from its options.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildCli } from "./bundle.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "kalint-man-"));
try {
  await buildCli(folder);
  writeFileSync(`${root}docs/kalint.1`, execFileSync(process.execPath, [join(folder, "cli.cjs"), "man"]));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
