import { resolve } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { format } from "../format/index.js";
import { judgeTemplate } from "../lint/judge-template.js";
import type { Root } from "../lint/plan.js";
import { type RunOptions, type RunResult, run } from "../lint/run.js";
import { rules } from "../rules/index.js";
import { optionsIn, severities } from "../settings/choices.js";
import { defined } from "../text/defined.js";
import { groupBy } from "../text/group-by.js";
import { SourceFile } from "../text/source-file.js";
import type { SessionInputs } from "./inputs.js";
import type { Session } from "./session.js";

/** What the rules say about the open documents and what belongs to them. */
export interface Judgement {
  readonly result: RunResult;
  readonly byFile: ReadonlyMap<string, readonly Diagnostic[]>;
  /** Files whose problems are shown: the open ones and the nodes of their declared clusters. */
  readonly shown: readonly string[];
  readonly sourceOf: (path: string) => SourceFile | undefined;
}

/** What a run is given. */
export function runInputs(
  session: Session,
  inputs: SessionInputs,
): { readonly roots: readonly Root[]; readonly options: RunOptions } {
  const { given, partners, including, clusters, settings } = inputs;
  const roots = [...given, ...partners, ...including].flatMap((path) => {
    const text = session.files.text(path);
    return text === undefined ? [] : [{ path, text }];
  });
  const shown = [...given, ...partners];
  const options: RunOptions = {
    rules,
    severityOf: severities(settings, [], shown),
    optionsFor: optionsIn(settings),
    targetFor: (path) => session.targetOf(path),
    templateFor: (path) => settings.of(path)?.template?.value,
    configIds: session.options().configIds,
    clusters,
    wanted: including.length === 0 ? undefined : new Set(shown),
    including: new Set(including),
    reader: session.files.reader(given),
    judgeTemplate,
    formatter: (text, path) => {
      const indent = inputs.indents.get(path) ?? settings.of(path)?.indent?.value;
      const template = settings.of(path)?.template?.value;
      const formatted = format(text, { path, ...defined({ indent, template }) });
      return formatted.kind === "formatted" ? formatted.text : undefined;
    },
  };
  return { roots, options };
}

/** Judges files by all rules, as the command line does. */
export function judgeFiles(session: Session, inputs: SessionInputs): Judgement {
  const { documents, files } = session;
  const { roots, options } = runInputs(session, inputs);
  const result = run(roots, { ...options, memory: session.memory });
  session.memory.keep(new Set(roots.map(({ path }) => path)));
  const open = new Map([...documents.all()].map(({ source }) => [source.path, source]));
  const sources = new Map(result.sources.map((source) => [source.path, source]));
  const made = new Map<string, SourceFile>();
  const sourceOf = (path: string): SourceFile | undefined => {
    const known = open.get(path) ?? documents.at(resolve(path))?.source ?? sources.get(path) ?? made.get(path);
    const text = known === undefined ? files.text(path) : undefined;
    if (text === undefined) return known;
    const source = new SourceFile(path, text);
    made.set(path, source);
    return source;
  };
  const byFile = groupBy(result.diagnostics, ({ location }) => location.file);
  return { result, byFile, shown: [...inputs.given, ...inputs.partners], sourceOf };
}
