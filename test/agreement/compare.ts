import type { Diagnostic } from "../../src/diagnostics/diagnostic.js";
import type { RunResult } from "../../src/lint/run.js";
import { documentedRules } from "../../src/rules/index.js";
import type { SourceFile } from "../../src/text/source-file.js";
import type { Message } from "../support/keepalived.js";
import type { Machine } from "./recorded.js";
import { statementLines } from "./statement-lines.js";

/** A message that no diagnostic covers, or a diagnostic that no message explains. */
export interface Difference {
  readonly who: "keepalived" | "kalint";
  /** Line in the root file, `file:line` in another one; empty where keepalived names none. */
  readonly place: string;
  /** The message, or the rule. */
  readonly what: string;
}

export interface Comparison {
  /** Messages that a diagnostic covers, and diagnostics of which keepalived says something too. */
  readonly agreed: number;
  /** Findings of rules about what keepalived passes over in silence. */
  readonly stricter: number;
  /** Messages, and findings, that only the machine decides. */
  readonly machine: number;
  readonly differences: readonly Difference[];
}

/** What these rules find needs no message of keepalived. */
const stricterRules = new Set(
  documentedRules
    .filter(({ scope, isUnreported }) => scope === "cluster" || isUnreported === true)
    .map(({ name }) => name),
);

interface Placed {
  readonly diagnostic: Diagnostic;
  /** `file:line` of what the finding and its related places touch. */
  readonly lines: ReadonlySet<string>;
}

/**
 * Compares what keepalived said about a root file with what kalint finds. A message with a line is covered by a
 * diagnostic of any severity on that line or on the statement that it belongs to; a message without a line by one of a
 * rule that is about what keepalived reports. Advice needs no message, warnings and errors do.
 */
export function compare(
  messages: readonly Message[],
  { diagnostics, sources }: RunResult,
  machine: Machine,
): Comparison {
  const root = sources[0]?.path ?? "";
  const belonging = new Map(sources.map((source) => [source.path, statementLines(source)]));
  const placed = diagnostics.map((diagnostic) => ({ diagnostic, lines: linesOf(diagnostic, sources, belonging) }));
  const spoken = messages.filter(({ text }) => text !== "" && !machine.said(text));
  const covered = spoken.filter((message) => placed.some((one) => covers(one, message, keyOf(message, sources))));
  const judged = placed.filter(({ diagnostic }) => diagnostic.severity !== "info");
  const explained = judged.filter((one) => messages.some((message) => covers(one, message, keyOf(message, sources))));
  const open = judged.filter((one) => !explained.includes(one));
  const [byMachine, decided] = partition(open, ({ diagnostic }) => machine.found(diagnostic.rule));
  const [stricter, other] = partition(decided, ({ diagnostic }) => stricterRules.has(diagnostic.rule));
  return {
    agreed: covered.length + explained.length,
    stricter: stricter.length,
    machine: byMachine.length + messages.filter(({ text }) => text !== "" && machine.said(text)).length,
    differences: [
      ...spoken
        .filter((message) => !covered.includes(message))
        .map((message) => ({ who: "keepalived" as const, place: placeOf(message), what: message.text })),
      ...other.map(({ diagnostic }) => ({
        who: "kalint" as const,
        place: writtenPlace(diagnostic, sources, root),
        what: diagnostic.rule,
      })),
    ],
  };
}

const placeOf = ({ file, line }: Message): string => (file === undefined ? `${line ?? ""}` : `${file}:${line ?? ""}`);

/** The file is named as it was written in the include. */
function keyOf({ file, line }: Message, sources: readonly SourceFile[]): string | undefined {
  if (line === undefined) return undefined;
  const source =
    file === undefined ? sources[0] : sources.find(({ path }) => path === file || path.endsWith(`/${file}`));
  return `${source?.path ?? file}:${line}`;
}

function covers({ diagnostic, lines }: Placed, message: Message, key: string | undefined): boolean {
  if (message.text === "") return false;
  // What kills keepalived has no line.
  if (message.isEnd === true) return diagnostic.severity === "error";
  return key === undefined ? !stricterRules.has(diagnostic.rule) : lines.has(key);
}

function linesOf(
  { location, related }: Diagnostic,
  sources: readonly SourceFile[],
  belonging: ReadonlyMap<string, ReadonlyMap<number, readonly number[]>>,
): Set<string> {
  const lines = new Set<string>();
  for (const { file, start, end } of [location, ...related]) {
    const source = sources.find(({ path }) => path === file);
    if (source === undefined) continue;
    const last = source.positionAt(Math.max(start, end - 1)).line;
    for (let line = source.positionAt(start).line; line <= last; line++) {
      lines.add(`${file}:${line}`);
      for (const other of belonging.get(file)?.get(line) ?? []) lines.add(`${file}:${other}`);
    }
  }
  return lines;
}

function writtenPlace({ location: { file, start } }: Diagnostic, sources: readonly SourceFile[], root: string): string {
  const line = sources.find(({ path }) => path === file)?.positionAt(start).line ?? 0;
  return file === root ? `${line}` : `${file.split("/").at(-1)}:${line}`;
}

function partition<T>(all: readonly T[], isFirst: (one: T) => boolean): [T[], T[]] {
  return [all.filter(isFirst), all.filter((one) => !isFirst(one))];
}
