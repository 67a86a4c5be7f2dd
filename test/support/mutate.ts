import type { ClusterTexts } from "./sound-clusters.js";

/** A cluster with one fault, and where it is. */
export interface Mutant {
  readonly texts: ClusterTexts;
  readonly file: string;
  /** Lines from 1 that the fault touches; for what was taken out the block it stood in. */
  readonly from: number;
  readonly to: number;
}

/** A line of a node's file, as a fault sees it. */
export interface LineContext {
  readonly cluster: string;
  readonly texts: ClusterTexts;
  readonly file: string;
  /** Number of nodes, and which one this is. */
  readonly count: number;
  readonly node: number;
  readonly lines: readonly string[];
  readonly at: number;
  readonly line: string;
  /** The top-level block around the line. */
  readonly block: string;
}

/** New lines in place of some; undefined: the fault does not fit here. */
export type Edit = (
  context: LineContext,
) => { readonly lines: readonly string[]; readonly from: number; readonly to: number } | undefined;

/** Every mutant that an edit makes of a cluster: one for each line where it fits. */
export function* mutants(cluster: string, texts: ClusterTexts, edit: Edit): Generator<Mutant> {
  const files = Object.keys(texts);
  for (const [node, file] of files.entries()) {
    const lines = (texts[file] ?? "").split("\n");
    for (const [at, line] of lines.entries()) {
      const block = blockAround(lines, at);
      const changed = edit({ cluster, texts, file, count: files.length, node, lines, at, line, block });
      if (changed === undefined) continue;
      yield { texts: { ...texts, [file]: changed.lines.join("\n") }, file, from: changed.from + 1, to: changed.to + 1 };
    }
  }
}

type Test = RegExp | ((context: LineContext) => boolean);
type Text = string | readonly string[] | ((context: LineContext) => string | readonly string[] | undefined);

const fits = (test: Test, context: LineContext): boolean =>
  test instanceof RegExp ? test.test(context.line) : test(context);

/** Puts other lines in place of each line that fits; in a text `$&`, `$1` … stand for what was matched. */
export const replaceLine =
  (pattern: RegExp, text: Text, test: Test = /^/): Edit =>
  (context) => {
    if (!pattern.test(context.line) || !fits(test, context)) return undefined;
    const made = typeof text === "function" ? text(context) : text;
    if (made === undefined) return undefined;
    const put = [made].flat().map((one) => context.line.replace(pattern, one));
    if (put.length === 1 && put[0] === context.line) return undefined;
    return { lines: context.lines.toSpliced(context.at, 1, ...put), from: context.at, to: context.at + put.length - 1 };
  };

/** Takes each line that fits out, or the block that it opens. */
export const drop =
  (pattern: RegExp, test: Test = /^/): Edit =>
  (context) => {
    if (!pattern.test(context.line) || !fits(test, context)) return undefined;
    const { lines, at } = context;
    const lines2 = lines.toSpliced(at, blockEnd(lines, at) - at + 1);
    const isTop = !context.line.startsWith(" ");
    return { lines: lines2, ...(isTop ? { from: 0, to: lines2.length } : range(lines2, at)) };
  };

/** Writes each line that fits, or the block that it opens, twice. */
export const repeat =
  (pattern: RegExp, test: Test = /^/): Edit =>
  (context) => {
    if (!pattern.test(context.line) || !fits(test, context)) return undefined;
    const { lines, at } = context;
    const end = blockEnd(lines, at);
    const copy = lines.slice(at, end + 1);
    return { lines: lines.toSpliced(end + 1, 0, ...copy), from: at, to: end + copy.length };
  };

/** Exchanges each line that fits with the one behind it. */
export const swap =
  (pattern: RegExp): Edit =>
  ({ lines, at, line }) => {
    const next = lines[at + 1];
    if (!pattern.test(line) || next === undefined) return undefined;
    return { lines: lines.toSpliced(at, 2, next, line), from: at, to: at + 1 };
  };

/** Moves each block that fits to the end of the file. */
export const moveToEnd =
  (pattern: RegExp): Edit =>
  (context) => {
    if (!pattern.test(context.line)) return undefined;
    const { lines, at } = context;
    const end = blockEnd(lines, at);
    const rest = lines.toSpliced(at, end - at + 1);
    return { lines: [...rest, ...lines.slice(at, end + 1), ""], from: 0, to: lines.length };
  };

/** The line where a block that opens on this line closes; the line itself where none does. */
function blockEnd(lines: readonly string[], at: number): number {
  const line = lines[at] ?? "";
  if (!line.endsWith("{")) return at;
  const indent = line.length - line.trimStart().length;
  return lines.findIndex((other, index) => index > at && other === `${" ".repeat(indent)}}`);
}

/** First and last line of the top-level block around a line. */
function range(lines: readonly string[], at: number): { readonly from: number; readonly to: number } {
  let from = Math.min(at, lines.length - 1);
  while (from > 0 && /^(?: |\}|$)/.test(lines[from] ?? "")) from--;
  return { from, to: blockEnd(lines, from) };
}

function blockAround(lines: readonly string[], at: number): string {
  const { from, to } = range(lines, at);
  return lines.slice(from, to + 1).join("\n");
}
