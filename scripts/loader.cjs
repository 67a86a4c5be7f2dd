#!/usr/bin/env node
"use strict";
// Runs the command with a code cache, which halves the time to start: the one that the build left beside the bundle, or
// else, since packages hold none, one that the user's runs leave in the user's own cache folder.
//
// V8 runs whatever a cache holds, and a damaged one ends the process by a signal. So a cache counts only where nobody else
// can have written it, where its digest is right, and where no run has died with it.
needNode("__NODE__");
const fs = require("node:fs");
const { compileFunction, Script } = require("node:vm");

const bundle = "__BUNDLE__";
const filename = `${__dirname}/${bundle}.cjs`;
/** In front of the code: what it is for, how long it is, and its digest. */
const HEAD = 256;
/** A cache takes 1.2 MB; what is much larger is none. */
const MAX_BYTES = 1 << 26;
/** Whoever is still at work after this time will not die of the cache, and `--watch` ends by a signal. */
const TRIAL_MS = 5000;

const { constants } = fs;
const user = process.geteuid?.();
const own = ownCache();
const loaded = new Map();
/** What the command runs with: its code, the cache that it was made of, and the mark of that. */
let script;
let cache = {};

if (isServer()) load("./__SERVER__.cjs").serveClient("__VERSION__");
else runCommand();

function runCommand() {
  // The bundle, a function.
  const source = textOf(filename);
  const { cachedData, file, note, marker } = findCache();
  script = new Script(source, { filename, cachedData });
  const isRejected = script.cachedDataRejected === true;
  cache = { marker, isUsed: cachedData !== undefined && !isRejected };
  process.on("exit", atExit);
  if (marker !== undefined) setTimeout(release, TRIAL_MS).unref();
  /** For the build, which makes the cache from here. */
  module.exports = { script, keepIn };
  const inner = { exports: {}, codeCache: isRejected ? `not in use, V8 refuses ${file}` : note };
  script.runInThisContext()(inner.exports, load, inner, filename, __dirname);
}

/** Started as editors do it. The server needs nothing of the command, which would stay in memory beside it for days. */
function isServer() {
  const [command, ...rest] = process.argv.slice(2);
  return command === "lsp" && rest.every((word) => /^--(?:stdio|clientProcessId=\d+)$/.test(word));
}

/** The bundles are pure ASCII, and this is the fastest way to read that. */
function textOf(path) {
  return fs.readFileSync(path, "latin1");
}

/**
 * Node's own modules, and bundles by their names. `require` would read these as UTF-8, after which 7 MB are not given back
 * to the system.
 */
function load(id) {
  if (!id.startsWith("./")) return require(id);
  const known = loaded.get(id);
  if (known !== undefined) return known.exports;
  const inner = { exports: {} };
  loaded.set(id, inner);
  const path = `${__dirname}${id.slice(1)}`;
  const words = ["exports", "require", "module", "__filename", "__dirname"];
  compileFunction(textOf(path), words, { filename: path })(inner.exports, load, inner, path, __dirname);
  return inner.exports;
}

/** An older Node would fail at something in the bundle, and look like a bug. */
function needNode(needed) {
  const [major, minor] = process.versions.node.split(".").map(Number);
  const [leastMajor, leastMinor] = needed.split(".").map(Number);
  if (major > leastMajor || (major === leastMajor && minor >= leastMinor)) return;
  const ways =
    "get it from https://nodejs.org, or take a program that needs no Node from https://github.com/kalint/kalint/releases";
  process.stderr.write(`kalint: Node ${needed} or later is required, and this is ${process.versions.node}: ${ways}\n`);
  process.exit(2);
}

/** The first cache that can be used, with what is to be said of it. */
function findCache() {
  if (process.env.KALINT_CODE_CACHE === "off") return { note: "not in use, KALINT_CODE_CACHE is off" };
  try {
    const built = take(`${__dirname}/${bundle}.cache`, fs.statSync(filename).uid);
    if (built.cachedData !== undefined || own === undefined) return built;
    const found = takeOwn();
    return built.isBad && found.cachedData === undefined ? built : found;
  } catch ({ message }) {
    // Where Node has no WebAssembly, or a folder goes away meanwhile.
    return { note: `not in use, ${message}` };
  }
}

/** A file for each thing that is done often, since a cache holds what its run has compiled. */
function ownCache() {
  const { argv, env, version, arch } = process;
  const base = env.XDG_CACHE_HOME?.startsWith("/") ? env.XDG_CACHE_HOME : env.HOME && `${env.HOME}/.cache`;
  if (!base || user === undefined || env.KALINT_CODE_CACHE === "off") return undefined;
  const [command = "", ...rest] = argv.slice(2);
  const kind = command === "format" ? "format" : "lint";
  const isUsual = kind === "format" || command === "lint" || !/^[a-z]+$/.test(command);
  // A machine that is made for one run would have no use for it.
  const isKept = isUsual && [command, ...rest].some((word) => /[./]/.test(word)) && !env.CI;
  const folder = `${base}/kalint`;
  return { folder, file: `${folder}/${bundle}-${kind}-${version}-${arch}.cache`, isKept };
}

function takeOwn() {
  if (isClosedFolder(own.folder)) return take(own.file, user);
  return { note: `not in use, ${own.folder} is not a folder that only this user can write` };
}

/** Reads a cache and marks it as in use; one that is damaged, or that a run died with, is dropped. */
function take(path, owner) {
  const found = read(path, owner);
  if (typeof found === "string") return { note: `not in use, ${path} ${found}` };
  const reason = hasDied(path) ? "was in use when a run died" : whatIsWrong(found);
  if (reason !== undefined) {
    attempt(() => fs.unlinkSync(path));
    return { note: `not in use, ${path} ${reason}`, isBad: true };
  }
  const mark = `${path}.used-by-${process.pid}`;
  // Who may not write here may not drop the cache either.
  const isMarked = attempt(() => fs.closeSync(fs.openSync(mark, "wx", 0o600)));
  const data = found.subarray(HEAD);
  return { cachedData: data, file: path, note: `in use, ${path}`, marker: isMarked ? mark : undefined };
}

/** The bytes of a file that only its owner can have written, or why it does not count. */
function read(path, owner) {
  let descriptor;
  try {
    // Without waiting for a pipe.
    descriptor = fs.openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    const stats = fs.fstatSync(descriptor);
    const isClosed = user === undefined || (stats.uid === owner && (stats.mode & 0o022) === 0 && stats.nlink === 1);
    if (!stats.isFile() || !isClosed) return "is not a file that only its owner can write";
    if (stats.size < HEAD || stats.size > MAX_BYTES) return Buffer.alloc(0);
    // Where the digest is computed, with zeros behind it; reading it there saves a copy.
    const memory = new WebAssembly.Memory({ initial: (stats.size >> 16) + 1 });
    const bytes = Buffer.from(memory.buffer, 0, stats.size);
    return fs.readSync(descriptor, bytes) === stats.size ? Object.assign(bytes, { memory }) : Buffer.alloc(0);
  } catch (error) {
    return error.code === "ENOENT" ? "is not there yet" : "cannot be read";
  } finally {
    if (descriptor !== undefined) fs.closeSync(descriptor);
  }
}

/** Whoever can write in a folder can put any file in a place that was checked. */
function isClosedFolder(path) {
  let descriptor;
  try {
    descriptor = fs.openSync(path, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW);
    const { uid, mode } = fs.fstatSync(descriptor);
    return uid === user && (mode & 0o022) === 0;
  } catch (error) {
    // It will be made.
    return error.code === "ENOENT";
  } finally {
    if (descriptor !== undefined) fs.closeSync(descriptor);
  }
}

function whatIsWrong(bytes) {
  const isSound = bytes.memory !== undefined && bytes.latin1Slice(0, HEAD) === headFor(bytes.memory, bytes.length);
  return isSound ? undefined : "is damaged";
}

/** V8 itself compares its version, its flags and the length of the source. */
function headFor(memory, length) {
  const { version, versions, arch } = process;
  const what = `kalint code cache ${bundle} ${version} ${versions.v8} ${arch} ${length} ${digest(memory, length)}`;
  return `${what.padEnd(HEAD - 1)}\n`;
}

/**
 * Digest of the code in a memory: `h = rotl((h xor word) * p, 29)` over words of eight bytes, so that no change of one word
 * goes unseen and others do once in 2^64. In WebAssembly it takes a tenth of the time of JavaScript that is not compiled
 * yet; node:crypto and node:zlib take longer to load than to compute.
 */
function digest(memory, length) {
  // biome-ignore format: one instruction a line
  const code = [
    0x03, 0x40, // loop
    0x20, 2, 0x20, 0, 0x29, 3, 0, 0x85, // h xor the word at p
    0x42, 0x95, 0xf8, 0xa9, 0xfa, 0x97, 0xb7, 0xde, 0x9b, 0x9e, 0x7f, 0x7e, // * 0x9e3779b97f4a7c15
    0x42, 29, 0x89, 0x21, 2, // h = rotl 29
    0x20, 0, 0x41, 8, 0x6a, 0x22, 0, 0x20, 1, 0x49, 0x0d, 0, // p += 8; again while p < end
    0x0b, 0x20, 2, 0x0b, // h
  ];
  // biome-ignore format: one section a line
  const bytes = Uint8Array.of(
    0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0,
    1, 7, 1, 0x60, 2, 0x7f, 0x7f, 1, 0x7e, // type: (p i32, end i32) -> i64
    2, 8, 1, 1, 0x6b, 1, 0x6d, 2, 0, 1, // import: memory "k" "m"
    3, 2, 1, 0, // a function of this type
    7, 5, 1, 1, 0x64, 0, 0, // export: the function as "d"
    10, code.length + 5, 1, code.length + 3, 1, 1, 0x7e, // code, with the local h i64
    ...code,
  );
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { k: { m: memory } });
  return BigInt.asUintN(64, exports.d(HEAD, length)).toString(16);
}

/** Whether a marker is left of a run that is no more; it is taken away. */
function hasDied(path) {
  const cut = path.lastIndexOf("/") + 1;
  const [folder, start] = [path.slice(0, cut), `${path.slice(cut)}.used-by-`];
  const dead = fs
    .readdirSync(folder)
    .filter((name) => name.startsWith(start) && !isAlive(Number(name.slice(start.length))));
  for (const name of dead) attempt(() => fs.unlinkSync(folder + name));
  return dead.length > 0;
}

function isAlive(pid) {
  // In containers runs have the same number one after the other.
  if (pid === process.pid) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === "EPERM";
  }
}

function release() {
  if (cache.marker !== undefined) attempt(() => fs.unlinkSync(cache.marker));
}

function atExit(code) {
  release();
  if (own?.isKept && !cache.isUsed && code <= 1) writeOwn();
}

/** Without it the next run only starts slower, so nothing is said where it cannot be written. */
function writeOwn() {
  const unfinished = `${own.file}.${process.pid}`;
  try {
    fs.mkdirSync(own.folder, { recursive: true, mode: 0o700 });
    if (!isClosedFolder(own.folder)) return;
    keepIn(unfinished);
    fs.renameSync(unfinished, own.file);
    dropOld();
  } catch {
    attempt(() => fs.unlinkSync(unfinished));
  }
}

/** Writes what V8 has compiled so far into a file that is not there yet. */
function keepIn(path, mode = 0o600) {
  const data = script.createCachedData();
  const length = HEAD + data.length;
  const memory = new WebAssembly.Memory({ initial: (length >> 16) + 1 });
  const bytes = Buffer.from(memory.buffer, 0, length);
  bytes.set(data, HEAD);
  bytes.latin1Write(headFor(memory, length), 0);
  fs.writeFileSync(path, bytes, { mode, flag: "wx" });
}

function dropOld() {
  const monthAgo = Date.now() - 30 * 24 * 3600 * 1000;
  for (const name of fs.readdirSync(own.folder)) {
    const file = `${own.folder}/${name}`;
    if (/^kalint-.*\.cache/.test(name) && fs.statSync(file).mtimeMs < monthAgo) fs.rmSync(file);
  }
}

function attempt(act) {
  try {
    act();
    return true;
  } catch {
    return false;
  }
}
