import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { FileReader } from "../evaluate/index.js";
import { makePlan, type Part } from "../lint/plan.js";
import { checkPart, checkParts, finishRun, type RunOptions, type RunResult } from "../lint/run.js";
import { SourceFile } from "../text/source-file.js";

/** Entries that a cache keeps, the newest; more than the clusters of any repository that is known. */
const MOST_ENTRIES = 20_000;

const NAME = "results.json";

/** What was found, by what it was found in. */
interface Entry {
  readonly diagnostics: readonly Diagnostic[];
  /** For a whole run: what was read besides the roots. */
  readonly reads?: readonly (readonly [path: string, state: string])[];
  readonly globs?: readonly (readonly [pattern: string, from: string, found: readonly string[]])[];
}

/** Answers of earlier runs. */
export interface ResultCache {
  readonly entries: Map<string, Entry>;
  readonly file: string;
  /** Version of kalint and all that was chosen: what else results depend on. */
  readonly identity: string;
}

type Texts = readonly { readonly path: string; readonly text: string }[];

/** Where results are kept: with the packages of the project, if it has some, else among the user's caches. */
export function cacheFolder(): string {
  let folder = resolve(".");
  while (!existsSync(join(folder, "package.json")) && dirname(folder) !== folder) folder = dirname(folder);
  const packages = join(folder, "node_modules");
  const caches = existsSync(packages)
    ? join(packages, ".cache")
    : (process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"));
  return join(caches, "kalint");
}

/** Opens a cache; what cannot be read is empty. */
export function openCache(folder: string, identity: string): ResultCache {
  const file = join(folder, NAME);
  return { entries: new Map(readEntries(file)), file, identity };
}

function readEntries(file: string): readonly [string, Entry][] {
  try {
    const content: unknown = JSON.parse(readFileSync(file, "utf8"));
    return Array.isArray(content) ? content.filter(isPair) : [];
  } catch {
    return [];
  }
}

const isPair = (value: unknown): value is [string, Entry] =>
  Array.isArray(value) &&
  typeof value[0] === "string" &&
  Array.isArray((value[1] as Partial<Entry> | null)?.diagnostics);

/** Writes a cache beside its place and renames it. A folder that cannot be written only costs time. */
export function saveCache({ entries, file }: ResultCache): void {
  const unfinished = `${file}.${process.pid}`;
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(unfinished, JSON.stringify([...entries].slice(-MOST_ENTRIES)), { mode: 0o600 });
    renameSync(unfinished, file);
  } catch {
    if (existsSync(unfinished)) rmSync(unfinished);
  }
}

/** As `run`, but looks again only at what has changed. Gives no nodes and clusters where nothing has. */
export function runCached(roots: Texts, options: RunOptions, cache: ResultCache): RunResult {
  const key = hash([cache.identity, ...roots.flatMap(({ path, text }) => [path, text])]);
  const known = take(cache, key);
  const result = known === undefined ? undefined : reuse(known, roots, options.reader);
  if (known !== undefined && result !== undefined) {
    cache.entries.set(key, known);
    return result;
  }
  const { reader, reads, globs } = recording(options.reader);
  const recorded = { ...options, reader };
  const plan = makePlan(roots, recorded);
  const found = checkParts(plan, recorded, (part) => checkCached(part, recorded, cache));
  const finished = finishRun(plan, found, recorded);
  cache.entries.set(key, { diagnostics: finished.diagnostics, reads: [...reads], globs: [...globs.values()] });
  return finished;
}

/** Takes an entry out, so that setting it again makes it the newest. */
function take({ entries }: ResultCache, key: string): Entry | undefined {
  const entry = entries.get(key);
  entries.delete(key);
  return entry;
}

function checkCached(part: Part, options: RunOptions, cache: ResultCache): readonly Diagnostic[] {
  const structure = JSON.stringify([part.nodes.map(({ name }) => name), part.clusters.map(shapeOf)]);
  const key = hash([cache.identity, structure, ...part.files.flatMap(({ source }) => [source.path, source.text])]);
  const entry = take(cache, key) ?? { diagnostics: checkPart(part, options) };
  cache.entries.set(key, entry);
  return entry.diagnostics;
}

const shapeOf = ({ name, nodes, isComplete, areRelated, evidence }: Part["clusters"][number]) => [
  name ?? "",
  nodes.map((node) => [node.name, node.isComplete, node.target ?? ""]),
  isComplete,
  areRelated,
  evidence.map(({ a, b, reason }) => [a.name, b.name, reason]),
];

/** The result of an earlier run, if all that it read is as it was. */
function reuse(entry: Entry, roots: Texts, reader: FileReader | undefined): RunResult | undefined {
  const sources = roots.map(({ path, text }) => new SourceFile(path, text));
  for (const [path, state] of entry.reads ?? []) {
    const now = reader?.read(path);
    if (now === undefined || stateOf(now) !== state) return undefined;
    if (now.kind === "text") sources.push(new SourceFile(path, now.text));
  }
  const isSame = ([pattern, from, found]: readonly [string, string, readonly string[]]) =>
    JSON.stringify(reader?.glob(pattern, from)) === JSON.stringify(found);
  if (entry.globs?.every(isSame) === false) return undefined;
  return { diagnostics: entry.diagnostics, sources, nodes: [], clusters: [] };
}

/** A reader that remembers what it was asked for. */
function recording(reader: FileReader | undefined) {
  const reads = new Map<string, string>();
  const globs = new Map<string, readonly [string, string, readonly string[]]>();
  const recorder: FileReader | undefined = reader && {
    glob(pattern, from) {
      const found = reader.glob(pattern, from);
      globs.set(JSON.stringify([pattern, from]), [pattern, from, found]);
      return found;
    },
    read(path) {
      const result = reader.read(path);
      reads.set(path, stateOf(result));
      return result;
    },
  };
  return { reader: recorder, reads, globs };
}

const stateOf = (result: ReturnType<FileReader["read"]>): string =>
  result.kind === "text" ? hash([result.text]) : result.kind;

function hash(parts: readonly string[]): string {
  const digest = createHash("sha256");
  // Lengths keep the parts apart. UTF-16, since lone surrogates stand for single bytes.
  for (const part of parts) digest.update(`${part.length}:`).update(part, "utf16le");
  return digest.digest("base64url");
}
