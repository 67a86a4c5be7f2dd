import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { guarded, isInternalError } from "../diagnostics/internal-error.js";
import type { NoticeName } from "../diagnostics/notice-names.js";
import type { SyntaxFile } from "../syntax/tree.js";
import { groupBy } from "../text/group-by.js";
import type { SourceFile } from "../text/source-file.js";
import { didYouMean } from "../text/suggest.js";

/** `# kalint-ignore rule: reason` or `# kalint-ignore-file rule: reason`. */
export interface Suppression {
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly rules: readonly string[];
  readonly reason: string;
  /** The lines (from 1) it covers; undefined: the whole file. */
  readonly lines: readonly number[] | undefined;
}

const FORM = /^[#!]+\s*kalint-ignore(-file)?\b\s*([^:]*?)\s*(?::\s*(.*?))?\s*$/;

/** Drops diagnostics that comments suppress, and reports suppressions without a reason, of unknown rules, or unused. */
export function applySuppressions(
  diagnostics: readonly Diagnostic[],
  suppressions: readonly Suppression[],
  sourceOf: (path: string) => SourceFile | undefined,
  knownRules: ReadonlySet<string>,
): Diagnostic[] {
  if (suppressions.length === 0) return [...diagnostics];
  const used = new Map(suppressions.map((one) => [one, new Set<string>()] as const));
  const byCover = groupBy(suppressions.flatMap(covered), ({ cover }) => cover);
  const kept = diagnostics.filter((diagnostic) => {
    if (isInternalError(diagnostic)) return true;
    const { rule, location } = diagnostic;
    const { file, start } = location;
    const line = sourceOf(file)?.positionAt(start).line;
    const covers = line === undefined ? [coverOf(file, rule)] : [coverOf(file, rule), coverOf(file, rule, line)];
    const matching = covers.flatMap((cover) => byCover.get(cover) ?? []);
    for (const { suppression } of matching) used.get(suppression)?.add(rule);
    return matching.length === 0;
  });
  return [...kept, ...[...used].flatMap(([one, rules]) => complaints(one, rules, knownRules))];
}

/** As `readSuppressions`; none where kalint itself fails with the file, which `errors` gets. */
export const suppressionsOf = (file: SyntaxFile, errors: Diagnostic[]): readonly Suppression[] =>
  guarded(file.source.path, "reading suppressions", errors, () => readSuppressions(file)) ?? [];

/** The suppressions that are in a file. */
export function readSuppressions({ source, comments, tokens }: SyntaxFile): Suppression[] {
  return comments.flatMap((comment) => {
    const match = FORM.exec(source.text.slice(comment.start, comment.end));
    if (match === null) return [];
    const { line } = source.positionAt(comment.start);
    const isAlone = source
      .lineText(line)
      .trimStart()
      .startsWith(source.text[comment.start] ?? "#");
    return {
      file: source.path,
      start: comment.start,
      end: comment.end,
      rules: (match[2] ?? "").split(/[\s,]+/).filter((name) => name !== ""),
      reason: match[3] ?? "",
      lines: match[1] === undefined ? [isAlone ? lineOfNext(source, tokens, comment.end, line) : line] : undefined,
    };
  });
}

/** Line of the next statement, so that other comments may come between. */
function lineOfNext(source: SyntaxFile["source"], tokens: SyntaxFile["tokens"], after: number, line: number): number {
  let low = 0;
  let high = tokens.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tokens[middle]?.start ?? 0) < after) low = middle + 1;
    else high = middle;
  }
  const next = tokens[low];
  return next === undefined ? line + 1 : source.positionAt(next.start).line;
}

/** What a suppression covers, in words that findings can be looked up by. */
const covered = (suppression: Suppression) =>
  suppression.rules.flatMap((rule) =>
    (suppression.lines ?? [undefined]).map((line) => ({ cover: coverOf(suppression.file, rule, line), suppression })),
  );

const coverOf = (file: string, rule: string, line?: number): string => `${rule} ${line ?? "all"} ${file}`;

function complaints(
  suppression: Suppression,
  used: ReadonlySet<string>,
  knownRules: ReadonlySet<string>,
): Diagnostic[] {
  const unknown = suppression.rules.find((name) => !knownRules.has(name));
  if (suppression.rules.length === 0)
    return [complaint("suppression-invalid", "kalint-ignore names no rule", suppression)];
  if (unknown !== undefined) return [complaint("suppression-invalid", unknownRule(unknown, knownRules), suppression)];
  if (suppression.reason === "") {
    const rules = suppression.rules.join(", ");
    return [
      {
        ...complaint("suppression-without-reason", `suppression of ${rules} has no reason`, suppression),
        help: `Write "# kalint-ignore${suppression.lines === undefined ? "-file" : ""} ${rules}: why".`,
      },
    ];
  }
  const unused = suppression.rules.filter((name) => !used.has(name));
  if (unused.length === 0) return [];
  const message = `${unused.join(" and ")} ${unused.length === 1 ? "reports" : "report"} nothing here`;
  return [{ ...complaint("suppression-unused", message, suppression), help: "Remove what is unused." }];
}

function unknownRule(name: string, known: ReadonlySet<string>): string {
  return `kalint-ignore names the unknown rule "${name}"${didYouMean(name, known, 4)}`;
}

function complaint(rule: NoticeName, message: string, { file, start, end }: Suppression): Diagnostic {
  return { rule, severity: "warning", message, location: { file, start, end }, related: [], nodes: [file] };
}
