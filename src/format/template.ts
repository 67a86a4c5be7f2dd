import { type Brace, bracesIn } from "../syntax/brace-depths.js";
import { layoutOf, tagsAlone } from "../template/layout.js";
import { MOST_DEPTH, type Section } from "../template/sections.js";
import type { TemplateLanguage } from "../template/tag.js";
import { branchesIn, readTemplate, type Template, tagAt } from "../template/template.js";
import type { TextEdit } from "../text/edit.js";
import { firstWhere } from "../text/search.js";
import { SourceFile } from "../text/source-file.js";
import type { Span } from "../text/span.js";
import { trimmed } from "./edits.js";
import type { FormatRefusal } from "./refusal.js";

/** What formatting a layout gives: edits, or a reason. */
type Formatted =
  | { readonly kind: "formatted"; readonly edits: readonly TextEdit[] }
  | ({ readonly kind: "refused" } & FormatRefusal);

/**
 * Formats a template as one text of all its branches, and keeps of the edits those that touch no tag: a line with a tag
 * keeps all but its indentation, and stays a line.
 */
export function formatTemplate(
  text: string,
  language: TemplateLanguage,
  formatLayout: (layout: string) => Formatted,
): Formatted {
  const template = readTemplate(text, language);
  const layout = layoutOf(template);
  const refusal = strayTag(template) ?? unbalancedBranch(template, layout);
  if (refusal !== undefined) return { kind: "refused", ...refusal };
  const result = formatLayout(layout);
  if (result.kind === "refused") return result;
  const lines = new TaggedLines(template);
  return { kind: "formatted", edits: result.edits.flatMap((edit) => lines.keep(edit)) };
}

function strayTag({ stray, isTooDeep, text }: Template): FormatRefusal | undefined {
  if (stray === undefined) return undefined;
  const tag = text.slice(stray.start, stray.end).replace(/\s+/g, " ").slice(0, 40);
  const reason = isTooDeep ? `is nested more than ${MOST_DEPTH} deep` : "has no matching tag";
  return { reason: `"${tag}" ${reason}`, span: stray };
}

/** A branch whose braces do not match by themselves: the depth of what follows depends on what is taken. */
function unbalancedBranch({ sections, text }: Template, layout: string): FormatRefusal | undefined {
  const braces = bracesIn(layout);
  for (const { path } of branchesIn(sections)) {
    const branch = path.at(-1)?.branch;
    if (branch === undefined || isBalanced(braces, branch)) continue;
    const line = text.slice(0, branch.tag.start).split("\n").length;
    return { reason: `the branch in line ${line} has unbalanced braces`, span: branch.tag };
  }
  return undefined;
}

function isBalanced(braces: readonly Brace[], { start, end }: Span): boolean {
  const first = firstWhere(braces, (one) => one.start >= start);
  const last = firstWhere(braces, (one) => one.start >= end);
  const before = braces[first - 1]?.depth ?? 0;
  if ((braces[last - 1]?.depth ?? 0) !== before) return false;
  for (let at = first; at < last; at++) if ((braces[at]?.depth ?? 0) < before) return false;
  return true;
}

/** Sections of which the text is put out elsewhere, or changed on its way: their lines stay as they are. */
const KEPT: ReadonlySet<Section["kind"]> = new Set(["macro", "hidden", "hole"]);

class TaggedLines {
  readonly #text: string;
  readonly #template: Template;
  readonly #source: SourceFile;
  /** Lines, from 1, that hold a tag or a part of one. */
  readonly #tagged = new Set<number>();
  /** Lines that are control tags alone. */
  readonly #control = new Set<number>();
  /** Lines that begin with a tag to which the tag before reaches. */
  readonly #fixed = new Set<number>();
  readonly #keepsControl: boolean;
  readonly #hasReturns: boolean;
  readonly #hidden: readonly Span[];

  constructor(template: Template) {
    this.#text = template.text;
    this.#template = template;
    this.#hasReturns = template.text.includes("\r\n");
    this.#source = new SourceFile("", template.text);
    const alone = tagsAlone(template);
    for (const [at, tag] of template.tags.entries()) {
      const { line } = this.#source.positionAt(tag.start);
      const last = this.#source.positionAt(tag.end).line;
      for (let each = line; each <= last; each++) this.#tagged.add(each);
      // Between `case` of EPP and its first arm there may be no text, not even blanks.
      const before = template.tags[at - 1];
      if (before !== undefined && before.after > before.end && before.after === tag.start) this.#fixed.add(line);
      if (tag.kind !== "output" && alone.has(tag)) this.#control.add(line);
      else if (isLineEnd(template.text, tag.end)) this.#keepEmptyAfter(last);
    }
    // Control at the left margin is a style of its own.
    const { lineStarts } = this.#source;
    this.#keepsControl = [...this.#control].every((line) => !/[ \t]/.test(this.#text[lineStarts[line - 1] ?? 0] ?? ""));
    this.#hidden = [...branchesIn(template.sections)].flatMap(({ section }) =>
      KEPT.has(section.kind) ? [section] : [],
    );
  }

  /** What of an edit is made. */
  keep(edit: TextEdit): readonly TextEdit[] {
    const kept = this.#parts(edit);
    return this.#hasReturns ? kept.flatMap((one) => withReturns(one, this.#text) ?? []) : kept;
  }

  #parts(edit: TextEdit): readonly TextEdit[] {
    if (tagAt(this.#template.tags, edit) !== undefined) return [];
    if (this.#hidden.some(({ start, end }) => start < edit.end && edit.start < end)) return [];
    const [from, to] = [edit.start, edit.end].map((at) => this.#source.positionAt(at).line);
    if (from === undefined || to === undefined) return [];
    if (this.#isTagged(from, to - 1)) return this.#indentation(edit, to);
    if (!this.#tagged.has(to)) return [edit];
    return [...this.#above(edit, to), ...this.#indentation(edit, to)];
  }

  #isTagged(from: number, to: number): boolean {
    for (let line = from; line <= to; line++) if (this.#tagged.has(line)) return true;
    return false;
  }

  /** What an edit makes of the end of the line above one with a tag. */
  #above(edit: TextEdit, line: number): readonly TextEdit[] {
    const start = this.#source.lineStarts[line - 1] ?? 0;
    const text = edit.text.slice(0, edit.text.lastIndexOf("\n") + 1);
    if (edit.start >= start || text === "") return [];
    const above = trimmed({ start: edit.start, end: start, text }, this.#text);
    return above.start === above.end && above.text === "" ? [] : [above];
  }

  /** The engine may take the line end after a tag away: an empty line below it keeps two lines apart. */
  #keepEmptyAfter(line: number): void {
    const { lineStarts } = this.#source;
    const next = this.#text.slice(lineStarts[line] ?? this.#text.length, lineStarts[line + 1] ?? this.#text.length);
    if (next.trim() === "") this.#tagged.add(line + 1);
  }

  /** What an edit between two lines makes of the indentation of the second one. */
  #indentation(edit: TextEdit, line: number): readonly TextEdit[] {
    const start = this.#source.lineStarts[line - 1] ?? 0;
    const text = this.#text;
    if (/[^ \t]/.test(text.slice(start, edit.end))) return [];
    if (this.#fixed.has(line) || (this.#keepsControl && this.#control.has(line))) return [];
    let end = edit.end;
    while (text[end] === " " || text[end] === "\t") end++;
    let first = edit.start;
    while (first > 0 && /\s/.test(text[first - 1] ?? "")) first--;
    const gap = text.slice(first, edit.start) + edit.text + text.slice(edit.end, end);
    if (/\S/.test(gap) || (first > 0 && !gap.includes("\n"))) return [];
    const indent = gap.slice(gap.lastIndexOf("\n") + 1);
    return indent === text.slice(start, end) ? [] : [trimmed({ start, end, text: indent }, text)];
  }
}

const isLineEnd = (text: string, at: number): boolean => text[at] === "\n" || text.startsWith("\r\n", at);

/** Line ends stay as they are: an engine may take "\n" after a tag away, but not "\r\n". */
function withReturns(edit: TextEdit, text: string): TextEdit | undefined {
  const end = text.startsWith("\r\n", edit.end - 1) ? edit.end - 1 : edit.end;
  if (end < edit.start) return undefined;
  const isInside = text.startsWith("\r\n", edit.start - 1);
  const start = isInside && !edit.text.startsWith("\n") ? edit.start - 1 : edit.start;
  const written = edit.text.replaceAll("\n", "\r\n").slice(isInside && start === edit.start ? 1 : 0);
  const kept = trimmed({ start, end, text: written }, text);
  return kept.start === kept.end && kept.text === "" ? undefined : kept;
}
