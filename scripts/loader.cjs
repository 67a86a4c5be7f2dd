#!/usr/bin/env node
"use strict";
// Runs the command with a code cache, which halves the time to start: the one that the build left beside the bundle, or
// else, since packages hold none, one that the user's runs leave in the user's own cache folder. V8 compares its version,
// its flags and the length of the source; the name, which holds a hash of the source, stands for the rest.
const fs = require("node:fs");
const { Script } = require("node:vm");

const bundle = "__BUNDLE__";
const filename = `${__dirname}/${bundle}.cjs`;
// The bundle, a function, is pure ASCII, and this is the fastest way to read that.
const source = fs.readFileSync(filename, "latin1");
const built = readBuilt();
const own = built === undefined ? ownCache() : undefined;
const cachedData = own === undefined ? built : readOwn(own.file);
const script = new Script(source, { filename, cachedData });
if (own?.isKept && (cachedData === undefined || script.cachedDataRejected)) process.on("exit", writeOwn);
/** For the build, which takes the cache from here. */
module.exports = script;
const inner = { exports: {} };
script.runInThisContext()(inner.exports, require, inner, filename, __dirname);

function readBuilt() {
  try {
    return fs.readFileSync(`${__dirname}/${bundle}.cache`);
  } catch {
    return undefined;
  }
}

/** A file for each thing that is done often, since a cache holds what its run has compiled. */
function ownCache() {
  const { argv, env, version, arch, getuid } = process;
  const base = env.XDG_CACHE_HOME?.startsWith("/") ? env.XDG_CACHE_HOME : env.HOME && `${env.HOME}/.cache`;
  if (!base || getuid === undefined || env.KALINT_CODE_CACHE === "off") return undefined;
  const [command = "", ...rest] = argv.slice(2);
  const kind = command === "format" ? "format" : "lint";
  const isUsual = kind === "format" || command === "lint" || !/^[a-z]+$/.test(command);
  // A machine that is made for one run would have no use for it.
  const isKept = isUsual && [command, ...rest].some((word) => /[./]/.test(word)) && !env.CI;
  const folder = `${base}/kalint`;
  return { folder, file: `${folder}/${bundle}-${kind}-${version}-${arch}.cache`, isKept };
}

/** Whoever can write a cache could have this user run anything. */
function readOwn(file) {
  const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = fs.constants;
  let descriptor;
  try {
    descriptor = fs.openSync(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    const stats = fs.fstatSync(descriptor);
    const isOwn = stats.isFile() && stats.uid === process.getuid() && (stats.mode & 0o022) === 0;
    return isOwn ? fs.readFileSync(descriptor) : undefined;
  } catch {
    return undefined;
  } finally {
    if (descriptor !== undefined) fs.closeSync(descriptor);
  }
}

/** Without it the next run only starts slower, so nothing is said where it cannot be written. */
function writeOwn(code) {
  if (code > 1) return;
  const unfinished = `${own.file}.${process.pid}`;
  try {
    fs.mkdirSync(own.folder, { recursive: true, mode: 0o700 });
    fs.writeFileSync(unfinished, script.createCachedData(), { mode: 0o600, flag: "wx" });
    fs.renameSync(unfinished, own.file);
    dropOld();
  } catch {
    try {
      fs.unlinkSync(unfinished);
    } catch {
      // It was never there.
    }
  }
}

function dropOld() {
  const monthAgo = Date.now() - 30 * 24 * 3600 * 1000;
  for (const name of fs.readdirSync(own.folder)) {
    const file = `${own.folder}/${name}`;
    if (/^kalint-.*\.cache/.test(name) && fs.statSync(file).mtimeMs < monthAgo) fs.rmSync(file);
  }
}
