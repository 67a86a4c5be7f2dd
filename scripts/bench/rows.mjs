import { spawnSync } from "node:child_process";
import { mkdirSync, statSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { bundle } from "../bundle.mjs";
import { generateConfig, generatePair, generateServers, SEQUENCE } from "../generate-config.mjs";
import { writeClusters } from "./cluster-files.mjs";
import { bundleEditor } from "./editor-bundle.mjs";
import { firstStart, SEED, startOfLibrary, startOfProgram } from "./start-rows.mjs";

const SMALL = 1_000;
const LARGE = 10_000;
const CLUSTERS = 1_000;
const NODES = 5;
const SMALL_FILES = 200;
const LIMIT_SECONDS = 120;

const kalint = (...args) => ({ argv: [process.execPath, "dist/cli.cjs", ...args], exits: [0, 1] });

/** In an empty network namespace; without the interfaces, so its exit is 5. */
const keepalived = (file) => ({
  argv: ["unshare", "--net", "keepalived", "-t", "-f", file],
  exits: [0, 5],
});

function hasKeepalived() {
  return spawnSync("unshare", ["--net", "keepalived", "-v"], { stdio: "ignore" }).status === 0;
}

/**
 * The rows of the table. A row compares `subject` with `reference`, with what it says itself, or with `limit`, a number of milliseconds (or of `unit`); `aim` is the ratio of user CPU time that it should not exceed (with `isWall`: of
 * time on the clock, as where nothing says the other), `margin` how many milliseconds it may take longer, `file` gives
 * it a speed, and `growth: [key, n]` sets its time in relation to that of the row with `key`, whose input is n times smaller.
 */
export async function makeRows(folder) {
  const worker = join(folder, "worker.cjs");
  writeFileSync(worker, await bundle("scripts/bench/worker.ts"));
  const files = new Map([SMALL, LARGE].map((count) => [count, join(folder, `${count}.conf`)]));
  for (const [count, file] of files) writeFileSync(file, generateConfig(count));

  const start = {
    key: "start",
    name: "whole process, the seed pair",
    subject: kalint(...SEED),
    reference: { argv: [process.execPath, "-e", "0"] },
    against: "node -e 0",
    aim: 1.7,
    rounds: 30,
  };
  const startBeside = {
    ...start,
    key: "start-keepalived",
    reference: keepalived(SEED[0]),
    against: "keepalived -t on one",
  };
  const task = (name) => (file) => ({ argv: [process.execPath, worker, name, file], reports: true });
  return [
    start,
    startOfProgram(start),
    firstStart(start, folder),
    startOfLibrary(start),
    { ...startBeside, aim: undefined, margin: 60, ...missing() },
    ...sizes("parse", "parse in process", task("parse"), files, { [LARGE]: 1 }),
    ...sizes("lint", "lint, whole process", (file) => kalint(file), files, { [SMALL]: 3.5, [LARGE]: 0.5 }),
    ...sizes(
      "format",
      "format as a filter, whole process",
      (file) => ({ ...kalint("format", "-"), stdin: file }),
      files,
      { [LARGE]: 0.6 },
    ),
    formatMany(folder),
    ...pairs(folder),
    servers(folder),
    heap(worker, files.get(LARGE)),
    ...manyFiles(folder),
    sequence(folder, task("lint")),
    ...(await editor(folder)),
    ...(await simulations(folder)),
  ];
}

/** Parts of `kalint simulate`, each with a time that it should not exceed. */
async function simulations(folder) {
  const worker = join(folder, "simulate.cjs");
  writeFileSync(worker, await bundle("scripts/bench/simulate.ts"));
  const row = (task, name, limit) => ({
    key: `simulate-${task}`,
    name: `simulate: ${name}`,
    subject: { argv: [process.execPath, worker, task] },
    limit,
    rounds: 3,
  });
  return [
    row("scenario", "one scenario of a pair, warm", 1),
    row("singles", "all single failures of a pair, warm", 20),
    row("doubles", "all ordered doubles of three nodes, two checks each", 1_000),
    row("clusters", "single failures of 1,000 pairs", 5_000),
  ];
}

/** 10,000 lines. */
const EDITED = 714;

/** What `kalint lsp` answers after a keystroke, warm, by the time that its main thread had a core. */
async function editor(folder) {
  const program = join(folder, "editor.cjs");
  writeFileSync(program, await bundleEditor());
  const file = join(folder, "edited.conf");
  writeFileSync(file, generateConfig(EDITED));
  const task = (name) => ({ argv: [process.execPath, program, name, file], reports: true });
  const row = (name, aim) => ({
    key: `editor-${name}`,
    name: `editor, 10,000 lines: ${name}`,
    subject: task(name),
    against: "a full parse, warm",
    aim,
    rounds: 3,
  });
  return [
    { ...row("diagnostics", 3), mostMib: 60 },
    row("format", 1.5),
    row("completion", 0.5),
    row("hover", 0.5),
    row("tokens", 1),
    row("outline", undefined),
    {
      ...row("initialize", 1.6),
      name: "editor: start to the answer of initialize",
      reference: kalint("--version"),
      against: "kalint --version",
      rounds: 15,
    },
  ];
}

/** Many small files in one call cost little more than one. */
function formatMany(folder) {
  const path = join(folder, "small");
  mkdirSync(path);
  const names = Array.from({ length: SMALL_FILES }, (_, index) => join(path, `${index}.conf`));
  for (const name of names) writeFileSync(name, generateConfig(2));
  const format = (...files) => kalint("format", "--check", ...files);
  return {
    key: "format-many",
    name: `format --check, ${SMALL_FILES} small files in one call`,
    subject: format(path),
    reference: format(names[0]),
    against: "one file",
    aim: 4,
    rounds: 7,
  };
}

/** What tokens take, by the garbage collector's own count. */
function heap(worker, file) {
  return {
    key: "heap",
    name: "heap after the scanner, a line",
    subject: { argv: [process.execPath, "--expose-gc", worker, "heap", file] },
    limit: 100,
    unit: "bytes",
    rounds: 1,
  };
}

function servers(folder) {
  const file = join(folder, "servers.conf");
  writeFileSync(file, generateServers(LARGE));
  return {
    key: "servers",
    name: `lint, ${LARGE.toLocaleString("en")} virtual servers`,
    subject: kalint("--no-config", file),
    reference: keepalived(file),
    against: "keepalived -t",
    aim: 3,
    rounds: 5,
    ...missing(),
  };
}

/** Two nodes of one cluster, with trackers and sync groups. */
function pairs(folder) {
  return [SMALL, LARGE].map((count) => {
    const files = generatePair(count).map((text, index) => {
      const file = join(folder, `pair-${count}-${index}.conf`);
      writeFileSync(file, text);
      return file;
    });
    return {
      key: `pair-${count}`,
      name: `lint of two nodes, ${count.toLocaleString("en")} instances each`,
      subject: kalint("--no-config", ...files),
      reference: keepalived(files[0]),
      against: "keepalived -t on one",
      aim: count === LARGE ? 1 : undefined,
      growth: count === LARGE ? [`pair-${SMALL}`, LARGE / SMALL] : undefined,
      rounds: 3,
      ...missing(),
    };
  });
}

/** keepalived checks each instance against all others; it is stopped when the time is over, so the ratio is at most this. */
function sequence(folder, lint) {
  const file = join(folder, "sequence.conf");
  writeFileSync(file, SEQUENCE);
  const { argv } = keepalived(file);
  return {
    key: "sequence",
    name: "lint in process, 65,024 instances out of one ~SEQ",
    subject: lint(file),
    reference: {
      argv: ["timeout", `${LIMIT_SECONDS}`, ...argv],
      exits: [0, 5, 124],
      timeout: (LIMIT_SECONDS + 10) * 1000,
    },
    against: `keepalived -t, stopped after ${LIMIT_SECONDS} s`,
    aim: 1,
    rounds: 1,
    ...missing(),
  };
}

/** Many clusters in one call: whether time grows with them, what threads gain, and what the cache saves. */
function manyFiles(folder) {
  const [few, many] = [CLUSTERS / 10, CLUSTERS].map((count) => {
    const path = join(folder, `clusters-${count}`);
    writeClusters(path, count, NODES);
    return path;
  });
  const name = `${(CLUSTERS * NODES).toLocaleString("en")} files of ${CLUSTERS.toLocaleString("en")} clusters`;
  const lint = (...args) => ({ ...kalint("--no-config", ...args), tellsMemory: true });
  const single = lint("--concurrency", "off", many);
  const cores = availableParallelism();
  return [
    {
      key: "many-cold",
      name: `${name}, cold`,
      subject: single,
      reference: lint("--concurrency", "off", few),
      against: "a tenth",
      aim: 10,
      rounds: 3,
    },
    {
      key: "many-threads",
      name: `${name}, cold, ${cores} threads`,
      subject: lint("--concurrency", String(cores), many),
      reference: single,
      against: "one thread",
      isWall: true,
      // Two cores are busy without threads, too.
      aim: cores > 2 ? 1 : undefined,
      rounds: 3,
    },
    {
      key: "many-warm",
      name: `${name}, --cache`,
      subject: lint("--cache", "--cache-location", join(folder, "cache"), many),
      reference: lint(many),
      against: "cold",
      aim: 0.25,
      rounds: 3,
    },
  ];
}

const missing = () => (hasKeepalived() ? {} : { missing: "keepalived is not installed" });

/** Two rows: the same on the small and on the large file, against keepalived. */
function sizes(key, name, subjectOf, files, aims) {
  return [...files].map(([count, file]) => ({
    key: `${key}-${count}`,
    name: `${name}, ${count.toLocaleString("en")} instances`,
    subject: subjectOf(file),
    reference: keepalived(file),
    against: "keepalived -t",
    aim: aims[count],
    bytes: statSync(file).size,
    growth: count === LARGE ? [`${key}-${SMALL}`, LARGE / SMALL] : undefined,
    rounds: count === LARGE ? 5 : 11,
    ...missing(),
  }));
}
