#!/usr/bin/env node
"use strict";
// Runs the command, with the code cache that the build left beside it if this Node is the one that made it. V8 compares
// its version, its flags and the length of the source; the name, which holds a hash of the source, stands for the rest.
const { readFileSync } = require("node:fs");
const { Script } = require("node:vm");

const name = `${__dirname}/__BUNDLE__`;
const filename = `${name}.cjs`;
// The bundle, a function, is pure ASCII, and this is the fastest way to read that.
const source = readFileSync(filename, "latin1");
const script = new Script(source, { filename, cachedData: readCache() });
/** For the build, which takes the cache from here. */
module.exports = script;
const inner = { exports: {} };
script.runInThisContext()(inner.exports, require, inner, filename, __dirname);

function readCache() {
  try {
    return readFileSync(`${name}.cache`);
  } catch {
    return undefined;
  }
}
