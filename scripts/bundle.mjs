import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";
import { licenceTexts, partsList } from "./licences.mjs";
import { schemaAsText } from "./schema-as-text.mjs";
import { sharing, WORKER, workerEntry } from "./shared-engine.mjs";
import { withoutChecks, withoutTexts } from "./strip.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

/** What dependencies do when they are loaded and kalint does not need, or in a way that takes long; by who imports what. */
const STAND_INS = {
  // For commands that are programs of their own. kalint has none, and loading it takes 3 ms.
  "commander node:child_process": "",
  // It loads Node's streams, a fifth of the time to start; chalk is told about colours.
  "chalk node:tty": "exports.isatty = () => false;",
  // For V8 each method that is put on a prototype makes a new kind of object: 2 ms for all of chevrotain's.
  // Checks what people answer to questions of a server; that of kalint asks none. It is a third of the library.
  "@modelcontextprotocol @modelcontextprotocol/server/_shims": `
    export { default as process } from "node:process";
    export class DefaultJsonSchemaValidator {
      getValidator() {
        throw new Error("there is no validator");
      }
    }`,
  "chevrotain ./utils/apply_mixins.js": `
    export function applyMixins(target, mixins) {
      const methods = {};
      for (const { prototype } of mixins) {
        for (const [name, method] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
          if (name !== "constructor") Object.defineProperty(methods, name, method);
        }
      }
      Object.setPrototypeOf(target.prototype, methods);
    }`,
};

const withStandIns = {
  name: "with-stand-ins",
  setup({ onResolve, onLoad }) {
    onResolve(
      { filter: /^(?:node:child_process|node:tty|\.\/utils\/apply_mixins\.js|@modelcontextprotocol\/server\/_shims)$/ },
      ({ importer, path }) => {
        const [, library] = /[\\/]node_modules[\\/]([^\\/]+)[\\/]/.exec(importer) ?? [];
        const key = `${library} ${path}`;
        return key in STAND_INS ? { path: key, namespace: "stand-in" } : undefined;
      },
    );
    onLoad({ filter: /^/, namespace: "stand-in" }, ({ path }) => ({ contents: STAND_INS[path] }));
  },
};

/** Leaves what a folder of `src` holds in a file of its own, which is read when it is asked for. */
const apart = (folder, name) => ({
  name: `apart-${folder}`,
  setup({ onResolve }) {
    onResolve({ filter: new RegExp(`[\\\\/]${folder}[\\\\/]index\\.js$`) }, ({ kind }) =>
      kind === "dynamic-import"
        ? { path: `./${name}.cjs`, external: true }
        : { errors: [{ text: `src/${folder} is too large to be loaded by every run: use await import()` }] },
    );
  },
});

/** Leaves a library that few runs need in a file of its own. */
const libraryApart = (library, name) => ({
  name: `${library}-apart`,
  setup({ onResolve }) {
    onResolve({ filter: new RegExp(`^${library}$`) }, () => ({ path: `./${name}.cjs`, external: true }));
  },
});

/** A library that reads a WebAssembly file from its own folder gets it as a text inside the bundle. */
const wasmInside = {
  name: "wasm-inside",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]@one-ini[\\/]wasm[\\/]one_ini\.js$/ }, ({ path }) => {
      const wasm = readFileSync(path.replace(/\.js$/, "_bg.wasm")).toString("base64");
      const [before, after, ...others] = readFileSync(path, "utf8").split("require('fs').readFileSync(wasmPath)");
      if (after === undefined || others.length > 0) throw new Error(`${path} reads its WebAssembly in another way`);
      return { contents: `${before}Buffer.from("${wasm}", "base64")${after}` };
    });
  },
};

/** Says where the bundles lie that threads run, or what they hold where they are no files. */
const withThreads = (bundles) => ({
  name: "with-threads",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]src[\\/]cli[\\/](?:worker|mcp)-file\.ts$/ }, ({ path }) => {
      const [, kind] = /(\w+)-file\.ts$/.exec(path);
      return {
        contents: `export const ${kind}File = require("node:path").join(__dirname, "${bundles[kind]}.cjs");
          export const ${kind}Text = module.workerText?.("${bundles[kind]}");`,
      };
    });
  },
});

/** Says what the loader made of its code cache. */
const withCodeCache = {
  name: "with-code-cache",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]src[\\/]cli[\\/]code-cache\.ts$/ }, () => ({
      contents: "export const codeCache = module.codeCache;",
    }));
  },
};

/** What the bundles of this run were made of, as esbuild tells it. */
const metafiles = [];

/** Bundles `entry` with all that it imports into one minified CommonJS text. `await import()` stays lazy inside it. */
export async function bundle(entry, plugins = []) {
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    ...(typeof entry === "string" ? { entryPoints: [entry] } : { stdin: entry }),
    bundle: true,
    minify: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    charset: "ascii",
    legalComments: "none",
    // `import()` of Node's own modules becomes `require` too: a script with a code cache has no `import()`.
    supported: { "dynamic-import": false },
    // CommonJS does not have it; who reads it gives it to createRequire, which takes a path too.
    define: { "import.meta.url": "__filename" },
    alias: {
      // Its CommonJS build hides its modules from the bundler.
      "jsonc-parser": "jsonc-parser/lib/esm/main.js",
      // Of what it exports, the language server runs only what it has from there; the rest are types.
      "vscode-languageserver/node": "vscode-jsonrpc/node",
    },
    plugins: [withStandIns, wasmInside, ...plugins],
    write: false,
    metafile: true,
    logLevel: "warning",
  });
  metafiles.push(metafile);
  return outputFiles[0].text;
}

/**
 * Bundles the library with all that it imports into one module, `file`. It uses no module of Node, so that it runs in
 * browsers and workers as well; one that slips in fails the build. As `iife` it is a script that defines `kalint`.
 */
export async function bundleLibrary(file, format = "esm") {
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: ["src/index.ts"],
    bundle: true,
    minify: true,
    platform: "neutral",
    target: "es2022",
    format,
    globalName: "kalint",
    charset: "ascii",
    legalComments: "none",
    mainFields: ["module", "main"],
    write: false,
    metafile: true,
    logLevel: "warning",
  });
  metafiles.push(metafile);
  writeWhole(file, outputFiles[0].text);
}

/** Writes the licences of all packages that the bundles of this run hold, and a list of these packages (SBOM). */
export function writeLicences(folder) {
  const own = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  writeWhole(join(folder, "THIRD-PARTY-LICENSES.txt"), licenceTexts(root, metafiles));
  writeWhole(join(folder, "kalint.cdx.json"), partsList(root, metafiles, own));
}

/**
 * Builds the command into `folder`: `cli.cjs`, which loads `kalint-HASH.cjs` with the code cache of the same name;
 * `kalint-reference-HASH.cjs`, which that loads when something is to be explained, `kalint-yaml-HASH.cjs`, when there are
 * scenarios, `kalint-editorconfig-HASH.cjs`, where there is an .editorconfig, `kalint-lsp-HASH.cjs` for `kalint lsp`, `kalint-mcp-HASH.cjs` for `kalint mcp`; and `kalint-worker-HASH.cjs`, which its threads run and from which
 * the language server takes what it shares with them. Each file is written beside its place and renamed, so that who runs
 * the command meanwhile gets the old one or the new.
 */
export async function buildCli(folder, { texts: given, node = process.execPath } = {}) {
  const texts = given ?? (await bundleCommand());
  const [name] = texts.keys();
  mkdirSync(folder, { recursive: true });
  // The loader and the main bundle come last: what they load is there then.
  for (const [one, text] of [...texts].reverse()) writeWhole(join(folder, `${one}.cjs`), text);
  writeWhole(join(folder, "cli.cjs"), await loaderFor([...texts.keys()]), 0o755);
  makeCodeCache(folder, name, node);
  const isOld = (file) =>
    /^kalint-.*\.c(?:js|ache(?:\.used-by-\d+)?)$/.test(file) && ![...texts.keys()].some((one) => file.startsWith(one));
  for (const file of readdirSync(folder).filter(isOld)) rmSync(join(folder, file));
}

/** The bundles by their names without `.cjs`, that of the command first. */
export async function bundleCommand() {
  const texts = new Map();
  const add = (kind, text) => {
    const name = ["kalint", ...kind, hash(text)].join("-");
    texts.set(name, text);
    return name;
  };
  const reference = apart("reference", add(["reference"], await bundle("src/reference/index.ts", [withoutChecks])));
  const yaml = libraryApart("yaml", add(["yaml"], await bundle("yaml")));
  const editorConfig = libraryApart("editorconfig", add(["editorconfig"], await bundle("editorconfig")));
  const shared = new Set();
  const server = await bundle("src/language-server/index.ts", [
    reference,
    editorConfig,
    sharing(shared, "language-server"),
  ]);
  const tools = await bundle("src/mcp/index.ts", [reference, yaml, editorConfig, sharing(shared, "mcp")]);
  const worker = add(["worker"], await bundle(workerEntry(shared), [withoutTexts, editorConfig]));
  const mcp = add(["mcp"], tools.replaceAll(WORKER, worker));
  const plugins = [
    ...[schemaAsText, withoutTexts, reference, yaml, editorConfig, withThreads({ worker, mcp }), withCodeCache],
    apart("language-server", add(["lsp"], server.replaceAll(WORKER, worker))),
    apart("mcp", mcp),
  ];
  const command = `(function(exports,require,module,__filename,__dirname){${await bundle("src/cli/main.ts", plugins)}\n})`;
  const name = add([], command);
  return new Map([[name, command], ...texts]);
}

const hash = (text) => createHash("sha256").update(text).digest("hex").slice(0, 12);

/** The loader in a syntax that every Node can read, so that an old one can say that it is too old. */
async function loaderFor([name, ...others]) {
  const { engines, version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const source = readFileSync(join(root, "scripts/loader.cjs"), "utf8")
    .replace("__BUNDLE__", name)
    .replace(
      "__SERVER__",
      others.find((one) => one.startsWith("kalint-lsp-")),
    )
    .replace("__VERSION__", version)
    .replace("__NODE__", engines.node.replace(">=", ""));
  const { code } = await transform(source, { target: "node10", charset: "ascii", logLevel: "warning" });
  return code;
}

/** Bytes before the compiled code in a cache; `scripts/loader.cjs` has it too. */
export const CACHE_HEAD = 256;

/** Without the cache the command works too, so a failure here is not one of the build. */
function makeCodeCache(folder, name, node) {
  const cache = join(folder, `${name}.cache`);
  const unfinished = `${cache}.${process.pid}`;
  const seed = ["master", "slave"].map((node) => join(root, `fixtures/seed/${node}.conf`));
  const script = join(root, "scripts/make-code-cache.cjs");
  // Flags are part of the key: whatever this process was started with must not get into the cache.
  const { NODE_OPTIONS: _, ...others } = process.env;
  const env = { ...others, KALINT_CODE_CACHE: "off" };
  spawnSync(node, [script, join(folder, "cli.cjs"), unfinished, ...seed], { env, stdio: "ignore" });
  try {
    renameSync(unfinished, cache);
  } catch {
    console.warn("no code cache: the command will start slower");
  }
}

function writeWhole(path, text, mode = 0o644) {
  const unfinished = `${path}.${process.pid}`;
  writeFileSync(unfinished, text, { mode });
  renameSync(unfinished, path);
}
