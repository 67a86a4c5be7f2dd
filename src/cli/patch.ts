import { formatPatch, type StructuredPatchHunk } from "diff";
import type { TextEdit } from "../text/edit.js";
import { SourceFile } from "../text/source-file.js";

/** Unchanged lines around a change. */
const CONTEXT = 3;

/** The two lines that every tool knows, and nothing before them. */
const HEADERS = { includeIndex: false, includeUnderline: false, includeFileHeaders: true };

/** Old lines `[from, to)` (from 0) and the lines that take their place. */
interface Change {
  readonly from: number;
  readonly to: number;
  readonly lines: readonly string[];
}

/** A unified diff that `patch` takes. Made from the edits, since comparing two large texts may take very long. */
export function makePatch(path: string, text: string, edits: readonly TextEdit[]): string {
  const source = new SourceFile(path, text);
  const old = splitLines(text);
  const changes = groupEdits(edits, source).map((group) => toChange(group, source, old));
  const hunks: StructuredPatchHunk[] = [];
  let shift = 0;
  for (const group of groupChanges(joinNeighbours(changes))) {
    const hunk = toHunk(group, old, shift);
    shift += hunk.newLines - hunk.oldLines;
    hunks.push(hunk);
  }
  return formatPatch(
    { oldFileName: path, newFileName: path, oldHeader: undefined, newHeader: undefined, hunks },
    HEADERS,
  );
}

/** Lines with their line ends. */
const splitLines = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

/** Edits that share a line. */
function groupEdits(edits: readonly TextEdit[], source: SourceFile): TextEdit[][] {
  const groups: TextEdit[][] = [];
  let last = -1;
  for (const edit of edits) {
    const from = source.positionAt(edit.start).line;
    if (from <= last) groups.at(-1)?.push(edit);
    else groups.push([edit]);
    last = Math.max(last, source.positionAt(edit.end).line);
  }
  return groups;
}

/** The whole lines that a group touches, those at both ends that stay left out. */
function toChange(group: readonly TextEdit[], source: SourceFile, old: readonly string[]): Change {
  const { text, lineStarts } = source;
  const first = source.positionAt(group[0]?.start ?? 0).line - 1;
  const last = source.positionAt(group.at(-1)?.end ?? 0).line;
  let at = lineStarts[first] ?? 0;
  const parts: string[] = [];
  for (const edit of group) {
    parts.push(text.slice(at, edit.start), edit.text);
    at = edit.end;
  }
  parts.push(text.slice(at, lineStarts[last] ?? text.length));
  const lines = splitLines(parts.join(""));
  let from = first;
  let to = Math.min(last, old.length);
  let head = 0;
  let tail = lines.length;
  while (from < to && head < tail && old[from] === lines[head]) {
    from++;
    head++;
  }
  while (to > from && tail > head && old[to - 1] === lines[tail - 1]) {
    to--;
    tail--;
  }
  return { from, to, lines: lines.slice(head, tail) };
}

/** Changes of lines that follow each other read better as one. */
function joinNeighbours(changes: readonly Change[]): Change[] {
  const joined: { from: number; to: number; lines: string[] }[] = [];
  for (const { from, to, lines } of changes) {
    if (from === to && lines.length === 0) continue;
    const last = joined.at(-1);
    if (last === undefined || last.to < from) {
      joined.push({ from, to, lines: [...lines] });
      continue;
    }
    last.to = to;
    for (const line of lines) last.lines.push(line);
  }
  return joined;
}

/** Changes whose context would touch. */
function groupChanges(changes: readonly Change[]): Change[][] {
  const groups: Change[][] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const change of changes) {
    if (change.from - end <= 2 * CONTEXT) groups.at(-1)?.push(change);
    else groups.push([change]);
    end = change.to;
  }
  return groups;
}

function toHunk(group: readonly Change[], old: readonly string[], shift: number): StructuredPatchHunk {
  const from = Math.max((group[0]?.from ?? 0) - CONTEXT, 0);
  const to = Math.min((group.at(-1)?.to ?? 0) + CONTEXT, old.length);
  const lines: string[] = [];
  let at = from;
  let added = 0;
  let removed = 0;
  for (const change of group) {
    mark(lines, " ", old.slice(at, change.from));
    mark(lines, "-", old.slice(change.from, change.to));
    mark(lines, "+", change.lines);
    added += change.lines.length;
    removed += change.to - change.from;
    at = change.to;
  }
  mark(lines, " ", old.slice(at, to));
  const oldLines = to - from;
  return { oldStart: from + 1, oldLines, newStart: from + 1 + shift, newLines: oldLines + added - removed, lines };
}

function mark(result: string[], sign: string, lines: readonly string[]): void {
  for (const line of lines) {
    if (line.endsWith("\n")) result.push(sign + line.slice(0, -1));
    else result.push(sign + line, "\\ No newline at end of file");
  }
}
