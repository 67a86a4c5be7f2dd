import { existsSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { isInternalError } from "../diagnostics/internal-error.js";
import type { RunOutcome } from "../lint/run.js";
import { fingerprints } from "../reporters/fingerprint.js";
import { errorReason } from "../workspace/input-problem.js";
import { readTextFile } from "../workspace/read-file.js";
import { UsageError } from "./exit-codes.js";
import { say } from "./terminal.js";

const DEFAULT_FILE = "kalint-baseline.json";
const VERSION = 1;

/** Entries that are listed; of more there is a count. */
const SHOWN = 10;

/** A finding that was accepted. */
interface BaselineEntry {
  readonly fingerprint: string;
  readonly rule: string;
  /** Relative to the folder of the baseline. */
  readonly file: string;
  readonly message: string;
}

/** Lists the findings in a file; nothing of them is left to report. */
export function makeBaseline(result: RunOutcome, file: string | true | undefined): RunOutcome {
  const path = typeof file === "string" ? file : DEFAULT_FILE;
  requireOwn(path);
  const accepted = result.diagnostics.filter((one) => !isInternalError(one));
  const findings = entriesOf({ ...result, diagnostics: accepted }, path).map(({ entry }) => entry);
  try {
    writeFileSync(path, `${JSON.stringify({ version: VERSION, findings }, undefined, 2)}\n`);
  } catch (error) {
    throw new UsageError(`cannot write the baseline to ${path}: ${errorReason(error)}`);
  }
  say(`${path} lists ${findings.length} finding${findings.length === 1 ? "" : "s"}`);
  return { ...result, diagnostics: result.diagnostics.filter(isInternalError) };
}

/** In `--write-baseline a.conf` the name of a configuration is read as that of the baseline. */
function requireOwn(path: string): void {
  if (path === "") throw new UsageError("use --write-baseline=FILE");
  if (!existsSync(path)) return;
  if (!statSync(path).isFile()) throw new UsageError(`cannot write the baseline to ${path}: it is not a regular file`);
  const read = readTextFile(path);
  if (read.kind === "read" && parse(read.file.text) !== undefined) return;
  throw new UsageError(`${path} exists and is not a baseline; use --write-baseline=FILE`);
}

/** Leaves out what the baseline lists, and reports which of its entries for these files, or files that are gone, are no longer needed. */
export function useBaseline(result: RunOutcome, path: string, checked: readonly string[]): RunOutcome {
  const accepted = new Map(readBaseline(path).map((entry) => [entry.fingerprint, entry] as const));
  const diagnostics: Diagnostic[] = [];
  for (const { entry, diagnostic } of entriesOf(result, path)) {
    const isAccepted = !isInternalError(diagnostic) && accepted.delete(entry.fingerprint);
    if (!isAccepted) diagnostics.push(diagnostic);
  }
  const files = new Set([...checked, ...result.sources.map((source) => source.path)].map((file) => nameIn(path, file)));
  const isGone = (file: string) => !existsSync(join(dirname(path), file));
  tellUnneeded(
    path,
    [...accepted.values()].filter(({ file }) => files.has(file) || isGone(file)),
  );
  return { ...result, diagnostics };
}

function tellUnneeded(path: string, entries: readonly BaselineEntry[]): void {
  if (entries.length === 0) return;
  const count = `${entries.length} ${entries.length === 1 ? "entry is" : "entries are"} no longer needed`;
  const list = entries.slice(0, SHOWN).map(({ file, rule, message }) => `  ${file}: ${message} [${rule}]`);
  const rest = entries.length > SHOWN ? [`  and ${entries.length - SHOWN} more`] : [];
  say(`${path}: ${count}; use --write-baseline=${path} to update it`, ...list, ...rest);
}

/** Names of files are relative to the baseline's folder, so that it does not matter where kalint is started. */
function entriesOf(
  { diagnostics, sources }: RunOutcome,
  path: string,
): { entry: BaselineEntry; diagnostic: Diagnostic }[] {
  const named = diagnostics.map((one) => ({
    ...one,
    location: { ...one.location, file: nameIn(path, one.location.file) },
  }));
  const byName = new Map(sources.map((source) => [nameIn(path, source.path), source] as const));
  const prints = fingerprints(named, byName);
  return diagnostics.map((diagnostic, index) => {
    const { rule, message } = diagnostic;
    const file = named[index]?.location.file ?? "";
    return { diagnostic, entry: { fingerprint: prints[index] ?? "", rule, file, message } };
  });
}

const nameIn = (baseline: string, file: string): string =>
  relative(dirname(resolve(baseline)), resolve(file))
    .split(sep)
    .join("/");

function readBaseline(path: string): readonly BaselineEntry[] {
  if (path === "") throw new UsageError("use --baseline FILE");
  const read = readTextFile(path);
  if (read.kind === "problem") {
    const { kind, message } = read.problem;
    const hint = kind === "missing" ? " (create one with --write-baseline)" : "";
    throw new UsageError(`cannot read baseline ${message}${hint}`);
  }
  const content = parse(read.file.text);
  if (content === undefined)
    throw new UsageError(`${path} is not a baseline of this kalint; create one with --write-baseline`);
  return content;
}

function parse(text: string): readonly BaselineEntry[] | undefined {
  try {
    const content: unknown = JSON.parse(text.replace(/^\ufeff/, ""));
    if (!isRecord(content) || content.version !== VERSION || !Array.isArray(content.findings)) return undefined;
    return content.findings.every(isEntry) ? content.findings : undefined;
  } catch {
    return undefined;
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

const isEntry = (value: unknown): value is BaselineEntry =>
  isRecord(value) && ["fingerprint", "rule", "file", "message"].every((key) => typeof value[key] === "string");
