import { createHmac, randomBytes } from "node:crypto";
import { existsSync, lstatSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";
import type { NodeOutline } from "../cluster/outline.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { isInternalError } from "../diagnostics/internal-error.js";
import type { Task, TextVerdict } from "../lint/judge.js";
import type { Root } from "../lint/plan.js";
import type { RunOptions, RunOutcome } from "../lint/run.js";
import { runInBatches } from "../lint/run-in-batches.js";
import { readRegularFile } from "../settings/regular-file.js";
import { SourceFile } from "../text/source-file.js";
import { errorCode } from "./input-problem.js";
import { hash, joinRecords, type ReadRecord, type RecordedVerdict, readAgain } from "./recording.js";

/** Characters that a cache keeps, the newest: what some runs over thousands of files come to. */
const MOST_TEXT = 64_000_000;

/** Bytes of a file that may be a cache: each of its two parts may be all of that, in three bytes a character. */
const MOST_BYTES = 6 * MOST_TEXT + 1000;

const NAME = "results.txt";

/** How the file begins; seals of both its parts follow. */
const HEAD = "kalint-results ";

/** What a whole run found, or what was found in the files of one task; by what it was found in. */
interface CacheEntry {
  readonly diagnostics?: readonly Diagnostic[];
  readonly verdict?: TextVerdict;
  readonly record: ReadRecord;
}

type Entries = Map<string, CacheEntry>;

/** Answers of earlier runs. */
export interface ResultCache {
  /** What whole runs found. */
  readonly runs: Entries;
  /** What was found in parts of them; much more, and only read when it is asked for. */
  readonly tasks: Entries;
  /** All this as a text: a line with the seals, and a line each. Undefined: nothing can be sealed. */
  toText(): string | undefined;
  readonly file: string;
  /** Version of kalint and all that was chosen: what else results depend on. */
  readonly identity: string;
}

/** Where results are kept: with the packages of the project, if it has some, else among the user's caches. */
export function cacheFolder(): string {
  let folder = resolve(".");
  while (!existsSync(join(folder, "package.json")) && dirname(folder) !== folder) folder = dirname(folder);
  const packages = join(folder, "node_modules");
  return join(existsSync(packages) ? join(packages, ".cache") : userCaches(), "kalint");
}

/**
 * Opens a cache; what cannot be read is empty. So is what this user's kalint has not sealed: a cache may come with a
 * repository, and would say what is wrong with its files.
 */
export function openCache(folder: string, identity: string): ResultCache {
  const file = join(folder, NAME);
  const key = sealKey();
  const [head = "", first = "", second = ""] = key === undefined ? [] : readLines(file);
  const [firstSeal, secondSeal] = head.startsWith(HEAD) ? head.slice(HEAD.length).split(" ") : [];
  const sealed = (line: string, seal: string | undefined): string => (seal === sealOf(key, line) ? line : "");
  const runs = readEntries(sealed(first, firstSeal));
  let tasks: Entries | undefined;
  return {
    runs,
    get tasks() {
      tasks ??= readEntries(sealed(second, secondSeal));
      return tasks;
    },
    toText() {
      if (key === undefined) return undefined;
      const lines = [toLine(runs), tasks === undefined ? sealed(second, secondSeal) : toLine(tasks)];
      return `${[HEAD + lines.map((line) => sealOf(key, line)).join(" "), ...lines].join("\n")}\n`;
    },
    file,
    identity,
  };
}

const sealOf = (key: Buffer | undefined, line: string): string | undefined =>
  key && createHmac("sha256", key).update(line).digest("base64url");

const KEY_BYTES = 32;

/** A secret of the user, made when it is first needed. Undefined where it cannot be kept from others. */
function sealKey(): Buffer | undefined {
  const file = join(userCaches(), "kalint", "seal-key");
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    try {
      writeFileSync(file, randomBytes(KEY_BYTES), { mode: 0o600, flag: "wx" });
    } catch (error) {
      if (errorCode(error) !== "EEXIST") throw error;
    }
    const { uid, mode } = lstatSync(file);
    const isOwn = process.getuid === undefined || (uid === process.getuid() && (mode & 0o077) === 0);
    const result = isOwn ? readRegularFile(file, KEY_BYTES) : undefined;
    return result?.kind === "bytes" && result.bytes.length === KEY_BYTES ? result.bytes : undefined;
  } catch {
    return undefined;
  }
}

const userCaches = (): string => process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache");

function readLines(file: string): readonly string[] {
  try {
    const result = readRegularFile(file, MOST_BYTES);
    return result.kind === "bytes" ? result.bytes.toString("utf8").split("\n") : [];
  } catch {
    return [];
  }
}

function readEntries(line: string): Entries {
  try {
    const content: unknown = JSON.parse(line);
    return new Map(Array.isArray(content) ? content.filter(isPair) : []);
  } catch {
    return new Map();
  }
}

const isPair = (value: unknown): value is [string, CacheEntry] => {
  if (!Array.isArray(value) || typeof value[0] !== "string") return false;
  const { diagnostics, verdict, record } = (value[1] ?? {}) as Partial<CacheEntry>;
  const isAnswer = Array.isArray(diagnostics) || (Array.isArray(verdict?.nodes) && Array.isArray(verdict.notices));
  return isAnswer && Array.isArray(record?.reads) && Array.isArray(record.globs);
};

/**
 * Writes a cache beside its place and renames it. A folder that cannot be written only costs time; a file of that name
 * that is not a cache stays.
 */
export function saveCache({ toText, file }: ResultCache): void {
  const text = toText();
  const [head] = readLines(file);
  if (text === undefined || (head === undefined ? existsSync(file) : !head.startsWith(HEAD))) return;
  const unfinished = `${file}.${randomBytes(8).toString("hex")}`;
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(unfinished, text, { mode: 0o600, flag: "wx" });
    renameSync(unfinished, file);
  } catch {
    removeQuietly(unfinished);
  }
}

/** Where a part of the path is a file, even `force` complains. */
function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // Then nothing was written there either.
  }
}

/** The newest entries, as one line. */
function toLine(entries: Entries): string {
  const kept: string[] = [];
  let length = 0;
  for (const entry of [...entries].reverse()) {
    const text = JSON.stringify(entry);
    length += text.length;
    if (length > MOST_TEXT) break;
    kept.push(text);
  }
  return `[${kept.reverse().join(",")}]`;
}

/** As `runInBatches`, but looks again only at what has changed. Gives no nodes and clusters where nothing has. */
export async function runCached(
  roots: readonly Root[],
  options: RunOptions,
  cache: ResultCache,
  judge: (task: Task) => RecordedVerdict | Promise<RecordedVerdict>,
): Promise<RunOutcome> {
  const key = hash(["run", cache.identity, ...textsOf(roots)]);
  const known = take(cache.runs, key);
  const included = known?.diagnostics && readAgain(known.record, options.reader);
  if (known?.diagnostics !== undefined && included !== undefined) {
    cache.runs.set(key, known);
    const sources = [...roots, ...included].map(({ path, text }) => new SourceFile(path, text));
    return { diagnostics: known.diagnostics, sources, nodes: [], clusters: [] };
  }
  const records: ReadRecord[] = [];
  const outcome = await runInBatches(roots, options, async (task) => {
    const { verdict, record } = await judgeCached(task, options, cache, judge);
    records.push(record);
    return verdict;
  });
  // What kalint failed with is tried again.
  if (!outcome.diagnostics.some(isInternalError)) {
    cache.runs.set(key, { diagnostics: outcome.diagnostics, record: joinRecords(records) });
  }
  return outcome;
}

async function judgeCached(
  task: Task,
  options: RunOptions,
  cache: ResultCache,
  judge: (task: Task) => RecordedVerdict | Promise<RecordedVerdict>,
): Promise<{ readonly verdict: TextVerdict; readonly record: ReadRecord }> {
  // A rule that is off everywhere finds nothing anywhere, also where it would be on.
  const active = options.rules.filter((rule) => options.severityOf(rule, undefined) !== "off").map(({ name }) => name);
  const key = hash(["task", cache.identity, JSON.stringify([task.wanted, active]), ...textsOf(task.roots)]);
  const known = take(cache.tasks, key);
  const included = known?.verdict && readAgain(known.record, options.reader);
  if (known?.verdict !== undefined && included !== undefined) {
    cache.tasks.set(key, known);
    return { verdict: { ...known.verdict, included }, record: known.record };
  }
  const { record, included: texts, ...judged } = await judge(task);
  const verdict = withoutSecrets({ ...judged, included: [] });
  if (!foundIn(verdict).some(isInternalError)) cache.tasks.set(key, { verdict, record });
  return { verdict: { ...verdict, included: texts }, record };
}

const foundIn = ({ notices, nodes, files, clusters }: TextVerdict): readonly Diagnostic[] => [
  ...notices,
  ...[...nodes.flat(), ...files, ...clusters].flatMap(({ found }) => found),
];

/** Takes an entry out, so that setting it again makes it the newest. */
function take(entries: Entries, key: string): CacheEntry | undefined {
  const entry = entries.get(key);
  entries.delete(key);
  return entry;
}

const textsOf = (roots: readonly Root[]): readonly string[] => roots.flatMap(({ path, text }) => [path, text]);

/** Secrets are only compared, so a hash does as well: neither they nor texts that hold them get into the cache. */
function withoutSecrets(verdict: TextVerdict): TextVerdict {
  const nodes = verdict.nodes.map((own) =>
    own.map(({ outline, found }) => ({
      found,
      outline: { ...outline, instances: outline.instances.map(withoutSecret) },
    })),
  );
  return { ...verdict, nodes };
}

function withoutSecret(instance: NodeOutline["instances"][number]): NodeOutline["instances"][number] {
  const { kind, secret } = instance.authentication;
  return { ...instance, authentication: { kind, secret: secret === undefined ? undefined : hash([secret]) } };
}
