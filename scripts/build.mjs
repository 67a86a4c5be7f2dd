// Builds dist/: the command as CommonJS, and the library with its types. With --cli only the command, into a folder.
//   node scripts/build.mjs [--cli [FOLDER]]
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { buildCli, bundleLibrary, writeLicences } from "./bundle.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const [option, folder = `${root}dist`] = process.argv.slice(2);

if (option !== "--cli") {
  for (const old of ["lib", "types"]) rmSync(`${root}dist/${old}`, { recursive: true, force: true });
  const tsc = fileURLToPath(import.meta.resolve("typescript/lib/tsc.js"));
  const { status } = spawnSync(process.execPath, [tsc, "-p", `${root}tsconfig.build.json`], { stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}
try {
  await buildCli(folder);
  if (option !== "--cli") {
    await bundleLibrary(`${root}dist/kalint.mjs`);
    writeLicences(`${root}dist`);
  }
} catch {
  // esbuild has said what is wrong.
  process.exit(1);
}
