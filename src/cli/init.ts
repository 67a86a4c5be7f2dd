import { lstatSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import type { Command } from "commander";
import { run } from "../lint/run.js";
import { confineTo } from "../workspace/confinement.js";
import { findFiles } from "../workspace/find-files.js";
import { includeReader } from "../workspace/include-reader.js";
import { errorReason } from "../workspace/input-problem.js";
import { readTextFile } from "../workspace/read-file.js";
import { UsageError } from "./exit-codes.js";
import { includeFolders } from "./include-root.js";
import { findOthers } from "./own-files.js";
import { loadSettings } from "./settings.js";
import { say } from "./terminal.js";
import { packageVersion } from "./version.js";

const FILE = "kalint.config.json";
const SCHEMA = `https://unpkg.com/kalint@${packageVersion}/docs/kalint.schema.json`;

/** Clusters that are proposed; of a repository with more, a person has to say how they are called. */
const MOST = 200;

/** `kalint init`: a commented settings file, with the clusters that are found. */
export function addInitCommand(program: Command): void {
  program
    .command("init")
    .summary("create a settings file")
    .description(`Creates ${FILE} with comments, and proposes the clusters that it finds.`)
    .argument("[folder]", "folder to create it in", ".")
    .option("--force", "overwrite an existing file")
    .addHelpText("after", "\nExample:\n  kalint init keepalived/")
    .action(init);
}

async function init(folder: string, { force }: { readonly force?: boolean }): Promise<void> {
  const path = join(folder, FILE);
  if (force !== true) await requireNone(path);
  const clusters = await proposals(folder);
  try {
    writeFileSync(path, settingsText(clusters), { flag: force === true ? "w" : "wx" });
  } catch (error) {
    throw new UsageError(`cannot write ${path}: ${errorReason(error)}`);
  }
  const count = clusters.length;
  say(
    `Created ${path}${count === 0 ? "" : ` with ${count} cluster${count === 1 ? "" : "s"}. Please check ${count === 1 ? "it" : "them"}.`}`,
  );
}

/** Of several settings files in a folder one counts, so that a new one would put the other out of force. */
async function requireNone(path: string): Promise<void> {
  // A link that leads nowhere is there, too.
  if (lstatSync(path, { throwIfNoEntry: false }) !== undefined) {
    throw new UsageError(`${path} exists; use --force to overwrite it`);
  }
  const other = (await loadSettings([path], undefined)).fileOf(path);
  if (other === undefined || dirname(other) !== resolve(dirname(path))) return;
  const name = join(dirname(path), basename(other));
  throw new UsageError(`${name} already contains settings; use --force to create ${FILE}, which takes precedence`);
}

/** What belongs together by evidence, by name; configurations of one file are found without being declared. */
async function proposals(folder: string): Promise<readonly [string, readonly string[]][]> {
  const { problems, ...found } = await findFiles([folder]);
  const missing = problems.find(({ kind }) => kind !== "empty-folder");
  if (missing !== undefined) throw new UsageError(missing.message);
  const folders = includeFolders(undefined, found.paths);
  const settings = await loadSettings([], false);
  const others = findOthers({ ...found, settings, includeFolders: folders }, readTextFile);
  const texts = found.paths
    .filter((path) => !others.has(path))
    .map((path) => readTextFile(path))
    .flatMap((result) => (result.kind === "read" ? [result.file] : []));
  const reader = includeReader({ confinement: folders && confineTo(folders) });
  const { clusters } = run(texts, { rules: [], severityOf: () => "off", reader });
  const named = (path: string) => relative(folder, path).replaceAll("\\", "/");
  const groups = clusters.map(({ nodes }) => [...new Set(nodes.map(({ path }) => named(path)))]);
  const used = new Set<string>();
  return groups
    .filter((files) => files.length > 1)
    .slice(0, MOST)
    .map((files) => [freeName(files, used), files]);
}

/** The folder that the files share, or what their names begin with. */
function freeName(files: readonly string[], used: Set<string>): string {
  const [first = ""] = files;
  const folder = first.slice(0, first.lastIndexOf("/") + 1);
  const isShared = folder !== "" && files.every((file) => file.startsWith(folder));
  const base = isShared ? folder.slice(0, -1) : "main";
  let name = base;
  for (let count = 2; used.has(name); count++) name = `${base}-${count}`;
  used.add(name);
  return name;
}

function settingsText(clusters: readonly (readonly [string, readonly string[]])[]): string {
  const lines = clusters.map(([name, files]) => `    ${JSON.stringify(name)}: ${list(files)}`);
  const proposed = lines.length === 0 ? ['    // "main": ["master.conf", "slave.conf"]'] : [lines.join(",\n")];
  return [
    "{",
    `  "$schema": ${JSON.stringify(SCHEMA)},`,
    "",
    "  // The release of keepalived that the files are for. Default: any release.",
    '  // "target": "2.2.7",',
    "",
    "  // The nodes of each cluster: files, patterns, or file@id. When one is checked, the others are read as well.",
    '  "clusters": {',
    ...proposed,
    "  },",
    "",
    "  // off, info, warning or error for a rule; kalint rules lists them.",
    '  "rules": {',
    '    // "auth-pass-weak": "warning"',
    "  },",
    "",
    "  // Settings that apply to some files only.",
    '  // "overrides": [{ "files": ["lab/**"], "rules": { "script-not-absolute": "off" } }],',
    "",
    "  // Files to ignore: patterns as in .gitignore.",
    '  "ignore": []',
    "}",
    "",
  ].join("\n");
}

const list = (files: readonly string[]): string => `[${files.map((file) => JSON.stringify(file)).join(", ")}]`;
