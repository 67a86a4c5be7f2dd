import manifest from "../package.json" with { type: "json" };
import type { Diagnostic } from "./diagnostics/diagnostic.js";
import { summarize } from "./diagnostics/summary.js";
import { listRules } from "./list-rules.js";
import { checkstyle } from "./reporters/checkstyle.js";
import { compact } from "./reporters/compact.js";
import { github } from "./reporters/github.js";
import { gitlab } from "./reporters/gitlab.js";
import { json } from "./reporters/json.js";
import { junit } from "./reporters/junit.js";
import { markdown } from "./reporters/markdown.js";
import { pretty } from "./reporters/pretty.js";
import type { Colors, Reporter } from "./reporters/report.js";
import { sarif } from "./reporters/sarif.js";
import { SourceFile } from "./text/source-file.js";

const REPORTERS = { pretty, compact, json, sarif, github, gitlab, junit, checkstyle, markdown };

/** Form of a report, as for `--format` of the command. */
export type ReportFormat = keyof typeof REPORTERS;

export interface ReportOptions {
  /** Columns of the terminal, for `pretty`. Default: no limit. */
  readonly width?: number;
  /** Colours for `pretty`: an instance of chalk has these functions. Default: none. */
  readonly colors?: Colors;
}

const same = (text: string): string => text;
const NO_COLORS: Colors = { bold: same, dim: same, red: same, green: same, yellow: same, blue: same, cyan: same };

/**
 * Makes the text of a report. `files` are those that were linted, with included ones at the end where diagnostics name
 * them: their texts are what places are counted in. Throws `RangeError` for a form that is not there.
 */
export function report(
  diagnostics: readonly Diagnostic[],
  files: readonly { readonly path: string; readonly text: string }[],
  format: ReportFormat,
  { width, colors = NO_COLORS }: ReportOptions = {},
): string {
  const reporter: Reporter | undefined = Object.hasOwn(REPORTERS, format) ? REPORTERS[format] : undefined;
  if (reporter === undefined) throw new RangeError(`unknown format "${format}"`);
  return reporter({
    diagnostics,
    summary: summarize(diagnostics),
    files: files.map(({ path }) => path),
    sources: new Map(files.map(({ path, text }) => [path, new SourceFile(path, text)])),
    colors,
    width,
    version: manifest.version,
    rules: listRules(),
  });
}
