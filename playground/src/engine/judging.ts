import type { Diagnostic } from "../../../src/diagnostics/diagnostic.js";
import { textReader } from "../../../src/evaluate/index.js";
import { fixRun } from "../../../src/lint/fix-run.js";
import { type RunOptions, type RunResult, run } from "../../../src/lint/run.js";
import { rules } from "../../../src/rules/index.js";
import { SourceFile } from "../../../src/text/source-file.js";
import type { Finding, NamedText, Project, Span, Spot } from "../protocol.js";
import { ruleFormatter } from "./formatting.js";
import { outlineFor } from "./part.js";

/** Lints the files of a project: each alone, and together where they are nodes of one cluster. */
export const judge = ({ files, ...settings }: Project): RunResult => run(rootsOf(files), optionsFor(files, settings));

export function check(project: Project): readonly Finding[] {
  const { diagnostics, sources } = judge(project);
  return findings(diagnostics, sources);
}

/** What is found in a part of one file, when the rest of it that has nothing to do with the part is left out. */
export function checkPart({ name, text: whole }: NamedText, settings: Settings, part: Span): readonly Finding[] {
  const { text, own, toWhole } = outlineFor(whole, part);
  const { diagnostics } = run([{ path: name, text }], optionsFor([{ name, text }], settings));
  const inside = diagnostics.filter(({ location: { start, end } }) => start >= own.from && end <= own.to);
  const move = <T extends { readonly start: number; readonly end: number }>(one: T): T => ({
    ...one,
    start: toWhole(one.start),
    end: toWhole(one.end),
  });
  const moved = inside.map((one) => ({
    ...one,
    location: move(one.location),
    related: one.related.map(move),
    ...(one.fix === undefined ? {} : { fix: { ...one.fix, edits: one.fix.edits.map(move) } }),
  }));
  return findings(moved, [new SourceFile(name, whole)]);
}

export function fix({ files, ...settings }: Project, allowed: "safe" | "unsafe"): readonly NamedText[] {
  const { changed } = fixRun(rootsOf(files), optionsFor(files, settings), allowed);
  return [...changed].map(([name, { after }]) => ({ name, text: after }));
}

const rootsOf = (files: readonly NamedText[]) => files.map(({ name, text }) => ({ path: name, text }));

type Settings = Pick<Project, "release" | "optIn">;

const optionsFor = (files: readonly NamedText[], { release, optIn = [] }: Settings): RunOptions => ({
  rules,
  severityOf: (rule) => (rule.isOptIn === true && !optIn.includes(rule.name) ? "off" : rule.severity),
  target: release,
  reader: textReader(new Map(files.map(({ name, text }) => [name, text]))),
  formatter: ruleFormatter,
});

function findings(diagnostics: readonly Diagnostic[], sources: readonly SourceFile[]): readonly Finding[] {
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const spot = (file: string, from: number, to: number): Spot => ({
    file,
    from,
    to,
    ...(byPath.get(file)?.positionAt(from) ?? { line: 1, column: 1 }),
  });
  return diagnostics.map(({ location: { file, start, end }, rule, severity, message, help, related, fix: own }) => ({
    ...spot(file, start, end),
    rule,
    severity,
    message,
    help,
    related: related.map((one) => ({ ...spot(one.file, one.start, one.end), message: one.message })),
    fix: own && {
      title: own.title,
      isSafe: own.safety === "safe",
      edits: own.edits.map((edit) => ({ file: edit.file, from: edit.start, to: edit.end, text: edit.text })),
    },
  }));
}
