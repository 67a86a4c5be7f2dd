import { resolve } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { format } from "../format/index.js";
import { type RunResult, run } from "../lint/run.js";
import { rules } from "../rules/index.js";
import { optionsIn, severities } from "../settings/choices.js";
import { groupBy } from "../text/group-by.js";
import { SourceFile } from "../text/source-file.js";
import type { Documents } from "./documents.js";
import type { Files } from "./files.js";
import type { Inputs } from "./inputs.js";
import type { Options } from "./options.js";

/** What the rules say about the open documents and what belongs to them. */
export interface Judgement {
  readonly result: RunResult;
  readonly byFile: ReadonlyMap<string, readonly Diagnostic[]>;
  /** Files whose problems are shown: the open ones and the nodes of their declared clusters. */
  readonly shown: readonly string[];
  readonly sourceOf: (path: string) => SourceFile | undefined;
}

/** Judges files by all rules, as the command line does. */
export function judgeFiles(documents: Documents, files: Files, inputs: Inputs, options: Options): Judgement {
  const { given, partners, including, clusters, settings } = inputs;
  const read = [...given, ...partners, ...including].flatMap((path) => {
    const text = files.text(path);
    return text === undefined ? [] : [{ path, text }];
  });
  const shown = [...given, ...partners];
  const result = run(read, {
    rules,
    severityOf: severities(settings, [], shown),
    optionsFor: optionsIn(settings),
    targetFor: (path) => settings.of(path)?.target?.value ?? options.target,
    clusters,
    wanted: including.length === 0 ? undefined : new Set(shown),
    including: new Set(including),
    reader: files.reader(given),
    formatter: (text) => {
      const formatted = format(text);
      return formatted.kind === "formatted" ? formatted.text : undefined;
    },
  });
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
  return { result, byFile: groupBy(result.diagnostics, ({ location }) => location.file), shown, sourceOf };
}
