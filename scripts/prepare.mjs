// What npm runs after `npm ci`, and before it packs this folder. Some programs, prek among them, have npm pack it without
// having installed what building needs; that is done here then.
import { spawnSync } from "node:child_process";
import { lstatSync, mkdirSync, realpathSync, unlinkSync } from "node:fs";
import { join } from "node:path";
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
removeLinkToClone();

/**
 * `npm install --global git+…` clones into a folder of its cache, has npm install the clone, and then fills the place of the
 * package from it. The second npm takes over that the first one installs globally, so it makes that place a link to the
 * clone, which is deleted in the end. An empty folder there is what the first one expects.
 */
function removeLinkToClone() {
  const { npm_config_global: isGlobal, npm_config_global_prefix: prefix, npm_package_name: name } = process.env;
  const clone = realpathSync(fileURLToPath(new URL("..", import.meta.url)));
  if (isGlobal !== "true" || prefix === undefined || !/[\\/]_cacache[\\/]tmp[\\/]git-clone/.test(clone)) return;
  const place = join(prefix, process.platform === "win32" ? "" : "lib", "node_modules", name);
  try {
    if (!lstatSync(place).isSymbolicLink() || realpathSync(place) !== clone) return;
    unlinkSync(place);
    mkdirSync(place);
  } catch {
    // npm has not made it, or another npm works otherwise.
  }
}

function isInstalled(name) {
  try {
    import.meta.resolve(name);
    return true;
  } catch {
    return false;
  }
}
