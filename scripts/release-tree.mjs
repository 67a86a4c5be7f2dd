// Writes what the commit of a release holds: the built command and what is needed to run it, by hooks, the action or npm.
//   node scripts/release-tree.mjs FOLDER
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { makeFolder } from "./make-folder.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Of the repository, beside what the package holds. */
const PARTS = [".pre-commit-hooks.yaml", ".npmrc", "action.yml"];

/** Writes the tree into a folder, which must be new or empty. */
export function writeReleaseTree(folder) {
  // Nothing is built there, and npm would install what building needs.
  const { scripts, devDependencies, knip, allowScripts, ...manifest } = JSON.parse(
    readFileSync(`${root}package.json`, "utf8"),
  );
  const ofPackage = manifest.files.filter((name) => !name.startsWith("!") && name !== "dist");
  makeFolder(folder);
  for (const name of [...PARTS, ...ofPackage]) cpSync(root + name, join(folder, name), { recursive: true });
  // The cache is for one release of Node, and the programs are files of the release.
  const isPart = (path) => !/[\\/]dist[\\/](?:binary|lib)(?:[\\/]|$)|\.cache(?:\.|$)/.test(path);
  cpSync(`${root}dist`, join(folder, "dist"), { recursive: true, filter: isPart });
  writeFileSync(join(folder, "package.json"), `${JSON.stringify(manifest, undefined, 2)}\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    writeReleaseTree(resolve(process.argv[2] ?? "release-tree"));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}
