// Builds dist/binary/kalint-SYSTEM-ARCH: the command with Node inside, in one file, for the machine that runs this.
//   node scripts/build-binary.mjs [FOLDER]
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { inject } from "postject";
import { buildCli, bundleCommand, CACHE_HEAD } from "./bundle.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const target = resolve(process.argv[2] ?? `${root}dist/binary`);
const program = join(target, `kalint-${process.platform}-${process.arch}`);
/** The newest Node with long-term support that starts fastest; a test compares it with what npm has installed. */
const NODE = "22.23.3";
/** Where Node looks for what is put into it. */
const FUSE = "NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2";

mkdirSync(target, { recursive: true });
const work = mkdtempSync(join(tmpdir(), "kalint-binary-"));
try {
  const node = nodeProgram();
  const blob = await makeBlob(node);
  // Before the blob is in it: afterwards Node would not find it any more.
  copyFileSync(node, program);
  chmodSync(program, 0o755);
  if (process.platform === "darwin") run("codesign", ["--remove-signature", program]);
  else run("strip", [program], true);
  const segment = process.platform === "darwin" ? { machoSegmentName: "NODE_SEA" } : {};
  await inject(program, "NODE_SEA_BLOB", blob, { sentinelFuse: FUSE, ...segment });
  if (process.platform === "darwin") run("codesign", ["--sign", "-", program]);
} finally {
  rmSync(work, { recursive: true, force: true });
}
console.log(program);

/** The official build of Node, from npm; that of a distribution may need libraries of its own. */
function nodeProgram() {
  const folder = join(target, `.node-${NODE}`);
  const node = join(folder, "node_modules/node/bin/node");
  if (!existsSync(node)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "package.json"), '{ "private": true }');
    run("npm", ["install", "--no-audit", "--no-fund", "--no-save", "--prefix", folder, `node@${NODE}`]);
  }
  return node;
}

/** Bundles, compiled code and the script that loads them, as Node wants them. */
async function makeBlob(node) {
  const texts = await bundleCommand();
  const [name] = texts.keys();
  const assets = {};
  for (const [one, text] of texts) {
    assets[one] = join(work, `${one}.txt`);
    writeFileSync(assets[one], text);
  }
  // The same bundle as files, to compile it by a run of it.
  await buildCli(join(work, "cli"), { texts, node });
  assets.cache = join(work, "cache");
  writeFileSync(assets.cache, readFileSync(join(work, "cli", `${name}.cache`)).subarray(CACHE_HEAD));
  const main = join(work, "main.cjs");
  writeFileSync(main, readFileSync(`${root}scripts/binary/main.cjs`, "utf8").replace("__BUNDLE__", name));
  const output = join(work, "blob");
  const settings = { main, output, assets, disableExperimentalSEAWarning: true, useCodeCache: true };
  writeFileSync(join(work, "sea.json"), JSON.stringify(settings));
  run(node, ["--experimental-sea-config", join(work, "sea.json")]);
  return readFileSync(output);
}

function run(command, args, isOptional = false) {
  const { status, error } = spawnSync(command, args, { stdio: ["ignore", "ignore", "inherit"] });
  if (status !== 0 && !isOptional)
    throw new Error(`${command} ${args.join(" ")}: ${error?.message ?? `exit ${status}`}`);
}
