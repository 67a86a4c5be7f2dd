"use strict";
// The command inside of Node, as a single executable application: bundles and compiled code are assets of the program.
const { getAsset, getRawAsset } = require("node:sea");
const { compileFunction, Script } = require("node:vm");

const name = "__BUNDLE__";
const folder = "/kalint";
const loaded = new Map();

const source = textOf(name);
const filename = `${folder}/${name}.cjs`;
// Made by the same Node, so that V8 takes it; else the command starts slower and says so.
const script = new Script(source, { filename, cachedData: Buffer.from(getRawAsset("cache")) });
const codeCache = script.cachedDataRejected
  ? "not in use, V8 refuses what is in the program"
  : "in use, in the program";
script.runInThisContext()({}, load, { exports: {}, codeCache, workerText }, filename, folder);

/** The bundles are pure ASCII, and this is the fastest way to read that. */
function textOf(asset) {
  return Buffer.from(getRawAsset(asset)).latin1Slice();
}

/** Node's own modules, and bundles by the names that they have as files. */
function load(id) {
  if (!id.startsWith("./")) return require(id);
  const asset = id.slice(2, -".cjs".length);
  const known = loaded.get(asset);
  if (known !== undefined) return known.exports;
  const inner = { exports: {} };
  loaded.set(asset, inner);
  const words = ["exports", "require", "module", "__filename", "__dirname"];
  const run = compileFunction(getAsset(asset, "utf8"), words, { filename: `${folder}/${asset}.cjs` });
  run(inner.exports, load, inner, `${folder}/${asset}.cjs`, folder);
  return inner.exports;
}

/** What a thread runs; the other bundles are there for it, too. */
function workerText(asset) {
  return `{
    const own = require;
    const { compileFunction } = own("node:vm");
    const { getAsset } = own("node:sea");
    const loaded = new Map();
    var load = (id) => {
      if (!id.startsWith("./")) return own(id);
      if (loaded.has(id)) return loaded.get(id).exports;
      const inner = { exports: {} };
      loaded.set(id, inner);
      const run = compileFunction(getAsset(id.slice(2, -4), "utf8"), ["exports", "require", "module"]);
      run(inner.exports, load, inner);
      return inner.exports;
    };
  }
  load("./${asset}.cjs");`;
}
