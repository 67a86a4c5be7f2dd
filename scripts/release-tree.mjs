// Writes what the commit of a release holds: the built command and what is needed to run it, by hooks, the action or npm.
//   node scripts/release-tree.mjs FOLDER
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Beside dist/ and package.json. */
const PARTS = [".pre-commit-hooks.yaml", ".npmrc", "action.yml", "README.md", "LICENSE", "docs"];

/** Writes the tree into a folder, which is made anew. */
export function writeReleaseTree(folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const name of PARTS) cpSync(root + name, join(folder, name), { recursive: true });
  // The cache is for one release of Node, and the programs are files of the release.
  const isPart = (path) => !/[\\/]dist[\\/](?:binary|lib)(?:[\\/]|$)|\.cache(?:\.|$)/.test(path);
  cpSync(`${root}dist`, join(folder, "dist"), { recursive: true, filter: isPart });
  // Nothing is built there, and npm would install what building needs.
  const { scripts, devDependencies, knip, allowScripts, ...manifest } = JSON.parse(
    readFileSync(`${root}package.json`, "utf8"),
  );
  writeFileSync(join(folder, "package.json"), `${JSON.stringify(manifest, undefined, 2)}\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeReleaseTree(resolve(process.argv[2] ?? "release-tree"));
