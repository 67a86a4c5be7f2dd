import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Stands for the name of the bundle that threads run, which is known last. */
export const WORKER = "__WORKER__";

/** A program that takes modules from that bundle: the folders of its own, and what else it has a copy of. */
const PROGRAMS = {
  // The copies let it answer before that bundle is read.
  "language-server": {
    folders: ["language-server"],
    own: /^src\/(?:language-server\/|reference\/|text\/|workspace\/(?:shown|parent-process)\.ts|diagnostics\/rule-url\.ts)/,
  },
  // Nothing of this is in that bundle, or little.
  mcp: {
    folders: ["mcp", "upgrade", "forecast", "scenarios", "simulate"],
    own: /^src\/(?:mcp|upgrade|forecast|scenarios|simulate|picture|reporters|reference)\//,
  },
};

/** Takes what a program shares with the threads of the command from their bundle; adds these modules to `shared`. */
export const sharing = (shared, program) => ({
  name: "sharing",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^\.{1,2}[\\/]/ }, ({ importer, path }) => {
      if (path === `./${WORKER}.cjs`) return { path, external: true };
      const { folders, own } = PROGRAMS[program];
      if (!folders.some((folder) => importer.startsWith(join(root, "src", folder, sep)))) return undefined;
      const key = keyOf(importer, path);
      if (own.test(key)) return undefined;
      shared.add(key);
      return { path: key, namespace: "shared" };
    });
    onLoad({ filter: /^/, namespace: "shared" }, ({ path }) => ({
      contents: `module.exports = require("./${WORKER}.cjs").modules[${JSON.stringify(path)}];`,
    }));
  },
});

/** What to bundle for threads: what they run, and the modules that other programs take from there. */
export function workerEntry(shared) {
  const used = namesUsed();
  const modules = [...shared].sort().map((path) => {
    const names = [...(used.get(path) ?? [])].sort();
    if (names.length === 0) throw new Error(`how do the folders of PROGRAMS import ${path}? Use: import { … } from`);
    return { path, names };
  });
  const imports = modules.map(({ path, names }, at) => {
    const list = names.map((name) => `${name} as m${at}${name}`).join(", ");
    return `import { ${list} } from ${JSON.stringify(join(root, path))};`;
  });
  const objects = modules.map(({ path, names }, at) => {
    return `${JSON.stringify(path)}: { ${names.map((name) => `${name}: m${at}${name}`).join(", ")} }`;
  });
  const entry = `import ${JSON.stringify(join(root, "src/cli/worker.ts"))};
    ${imports.join("\n")}
    export const modules = { ${objects.join(", ")} };`;
  return { contents: entry, resolveDir: root, loader: "js" };
}

const IMPORT = /^import \{([^}]*)\} from "(\.[^"]*)";/gm;

/** The values that files of these programs import, by module: what no one uses need not be in the bundle. */
function namesUsed() {
  const used = new Map();
  const folders = Object.values(PROGRAMS).flatMap((one) => one.folders.map((folder) => join(root, "src", folder)));
  const inside = (folder) => readdirSync(folder, { recursive: true }).map((name) => join(folder, name));
  for (const file of folders.flatMap(inside).filter((name) => name.endsWith(".ts"))) {
    for (const [, list, path] of readFileSync(file, "utf8").matchAll(IMPORT)) {
      const key = keyOf(file, path);
      const names = list.split(",").map((name) => name.trim().replace(/ as .*/, ""));
      const values = names.filter((name) => name !== "" && !name.startsWith("type "));
      used.set(key, new Set([...(used.get(key) ?? []), ...values]));
    }
  }
  return used;
}

const keyOf = (importer, path) =>
  relative(root, resolve(dirname(importer), path))
    .replace(/\.js$/, ".ts")
    .replaceAll("\\", "/");
