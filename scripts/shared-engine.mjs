import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Stands for the name of the bundle that threads run, which is known last. */
export const WORKER = "__WORKER__";

/** What the language server has a copy of, so that it answers before that bundle is read. */
const OWN = /^src\/(?:language-server\/|reference\/|text\/|workspace\/shown\.ts|diagnostics\/rule-url\.ts)/;

/** Takes what the language server shares with the threads from their bundle; adds these modules to `shared`. */
export const sharing = (shared) => ({
  name: "sharing",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^\.{1,2}[\\/]/ }, ({ importer, path }) => {
      if (path === `./${WORKER}.cjs`) return { path, external: true };
      if (!/[\\/]src[\\/]language-server[\\/]/.test(importer)) return undefined;
      const key = keyOf(importer, path);
      if (OWN.test(key)) return undefined;
      shared.add(key);
      return { path: key, namespace: "shared" };
    });
    onLoad({ filter: /^/, namespace: "shared" }, ({ path }) => ({
      contents: `module.exports = require("./${WORKER}.cjs").modules[${JSON.stringify(path)}];`,
    }));
  },
});

/** What to bundle for threads: what they run, and the modules that the language server takes from there. */
export function workerEntry(shared) {
  const used = namesUsed();
  const modules = [...shared].sort().map((path) => {
    const names = [...(used.get(path) ?? [])].sort();
    if (names.length === 0) throw new Error(`how does src/language-server import ${path}? Use: import { … } from`);
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

/** The values that files of the language server import, by module: what no one uses need not be in the bundle. */
function namesUsed() {
  const folder = join(root, "src/language-server");
  const used = new Map();
  for (const file of readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".ts"))) {
    for (const [, list, path] of readFileSync(join(folder, file), "utf8").matchAll(IMPORT)) {
      const key = keyOf(join(folder, file), path);
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
