// What npm runs after `npm ci`, and before it packs this folder. Some programs, prek among them, have npm pack it without
// having installed what building needs; that is done here then.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** Settings of the npm that runs this and are not meant for the one that is run here. */
const OWN = ["global", "location", "install_links", "omit", "include", "save", "dry_run", "ignore_scripts"];

if (!isInstalled("esbuild")) {
  const env = { ...process.env, NODE_ENV: "development" };
  for (const name of OWN) delete env[`npm_config_${name}`];
  const args = ["ci", "--include=dev", "--ignore-scripts", "--no-audit", "--no-fund"];
  const cwd = fileURLToPath(new URL("..", import.meta.url));
  // Standard output belongs to who asked for the package's name.
  const stdio = ["ignore", process.stderr, process.stderr];
  // On Windows npm is a script.
  const { status } = spawnSync("npm", args, { cwd, env, stdio, shell: process.platform === "win32" });
  if (status !== 0) process.exit(1);
}
await import("./build.mjs");

function isInstalled(name) {
  try {
    import.meta.resolve(name);
    return true;
  } catch {
    return false;
  }
}
