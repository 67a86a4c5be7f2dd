import type { Diagnostic, RelatedLocation } from "../diagnostics/diagnostic.js";
import type { RunOutcome } from "../lint/run.js";
import { findTemplate } from "../template/find-mark.js";
import type { ChosenLanguage } from "../template/tag.js";
import { readTemplate } from "../template/template.js";
import { lineTracer } from "../template/trace.js";
import { SourceFile } from "../text/source-file.js";
import { readTextFile } from "../workspace/read-file.js";
import { UsageError } from "./exit-codes.js";

/** Names, for each finding, the line of a template that put it out; where that is not sure, the template alone. */
export function withTemplate(
  result: RunOutcome,
  path: string,
  texts: ReadonlyMap<string, string>,
  chosen: ChosenLanguage | undefined,
): RunOutcome {
  const input = readTextFile(path);
  if (input.kind === "problem") throw new UsageError(`--from: ${input.problem.message}`);
  const { text } = input.file;
  const mark = findTemplate(text, path, chosen);
  if (mark === undefined) throw new UsageError(`--from: ${path} is not a template: it has no tags`);
  const trace = lineTracer(readTemplate(text, mark.language));
  const sources = new Map([...texts].map(([file, own]) => [file, new SourceFile(file, own)]));
  const placed = ({ related, ...finding }: Diagnostic): Diagnostic => {
    const source = sources.get(finding.location.file);
    if (source === undefined) return { ...finding, related };
    const span = trace(source.lineText(source.positionAt(finding.location.start).line));
    const place: RelatedLocation =
      span === undefined
        ? { file: path, start: 0, end: 0, message: "rendered from this template" }
        : { file: path, start: span.start, end: span.end, message: "rendered from this line" };
    return { ...finding, related: [...related, place] };
  };
  return {
    ...result,
    diagnostics: result.diagnostics.map(placed),
    sources: [...result.sources, new SourceFile(path, text)],
  };
}
