import { type Token, tokenize } from "../../grammar/index.js";
import { isAlone, layoutOf } from "../template/layout.js";
import type { TemplateLanguage } from "../template/tag.js";
import { branchesIn, readTemplate, type Template, tagAt } from "../template/template.js";
import type { TextEdit } from "../text/edit.js";
import { SourceFile } from "../text/source-file.js";
import type { Span } from "../text/span.js";
import { braceStep } from "./depth.js";
import { trimmed } from "./edits.js";
import type { Refusal } from "./refusal.js";

/** What formatting a layout gives: edits, or a reason. */
type Formatted =
  | { readonly kind: "formatted"; readonly edits: readonly TextEdit[] }
  | ({ readonly kind: "refused" } & Refusal);

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
  return { kind: "formatted", edits: result.edits.flatMap((edit) => lines.keep(edit) ?? []) };
}

function strayTag({ stray, text }: Template): Refusal | undefined {
  if (stray === undefined) return undefined;
  const tag = text.slice(stray.start, stray.end).replace(/\s+/g, " ").slice(0, 40);
  return { reason: `"${tag}" has no matching tag`, span: stray };
}

/** A branch whose braces do not match by themselves: the depth of what follows depends on what is taken. */
function unbalancedBranch({ sections, text }: Template, layout: string): Refusal | undefined {
  const { tokens } = tokenize(new SourceFile("", layout));
  const braces = tokens.filter((token) => braceStep(token) !== 0);
  for (const { path } of branchesIn(sections)) {
    const branch = path.at(-1)?.branch;
    if (branch === undefined || isBalanced(braces, branch)) continue;
    const line = text.slice(0, branch.tag.start).split("\n").length;
    return { reason: `the branch in line ${line} has unbalanced braces`, span: branch.tag };
  }
  return undefined;
}

function isBalanced(braces: readonly Token[], { start, end }: Span): boolean {
  let depth = 0;
  for (const brace of braces) {
    if (brace.start < start || brace.end > end) continue;
    depth += braceStep(brace);
    if (depth < 0) return false;
  }
  return depth === 0;
}

class TaggedLines {
  readonly #text: string;
  readonly #template: Template;
  readonly #source: SourceFile;
  /** Lines, from 1, that hold a tag or a part of one. */
  readonly #tagged = new Set<number>();
  /** Lines that are control tags alone. */
  readonly #control = new Set<number>();
  readonly #keepsControl: boolean;
  readonly #hidden: readonly Span[];

  constructor(template: Template) {
    this.#text = template.text;
    this.#template = template;
    this.#source = new SourceFile("", template.text);
    for (const tag of template.tags) {
      const { line } = this.#source.positionAt(tag.start);
      const last = this.#source.positionAt(tag.end).line;
      for (let at = line; at <= last; at++) this.#tagged.add(at);
      if (tag.kind !== "output" && isAlone(tag, template.text)) this.#control.add(line);
    }
    // Control at the left margin is a style of its own.
    const { lineStarts } = this.#source;
    this.#keepsControl = [...this.#control].every((line) => !/[ \t]/.test(this.#text[lineStarts[line - 1] ?? 0] ?? ""));
    this.#hidden = [...branchesIn(template.sections)].flatMap(({ section }) =>
      section.kind === "hidden" ? [section] : [],
    );
  }

  /** The part of an edit that is made; undefined: none. */
  keep(edit: TextEdit): TextEdit | undefined {
    if (tagAt(this.#template.tags, edit) !== undefined) return undefined;
    if (this.#hidden.some(({ start, end }) => start < edit.end && edit.start < end)) return undefined;
    const [from, to] = [edit.start, edit.end].map((at) => this.#source.positionAt(at).line);
    if (from === undefined || to === undefined) return undefined;
    let isTagged = false;
    for (let line = from; line <= to; line++) isTagged ||= this.#tagged.has(line);
    return isTagged ? this.#indentation(edit, to) : edit;
  }

  /** What an edit between two lines makes of the indentation of the second one. */
  #indentation(edit: TextEdit, line: number): TextEdit | undefined {
    const start = this.#source.lineStarts[line - 1] ?? 0;
    const text = this.#text;
    if (/[^ \t]/.test(text.slice(start, edit.end))) return undefined;
    if (this.#keepsControl && this.#control.has(line)) return undefined;
    let end = edit.end;
    while (text[end] === " " || text[end] === "\t") end++;
    let first = edit.start;
    while (first > 0 && /\s/.test(text[first - 1] ?? "")) first--;
    const gap = text.slice(first, edit.start) + edit.text + text.slice(edit.end, end);
    if (/\S/.test(gap) || (first > 0 && !gap.includes("\n"))) return undefined;
    const indent = gap.slice(gap.lastIndexOf("\n") + 1);
    return indent === text.slice(start, end) ? undefined : trimmed({ start, end, text: indent }, text);
  }
}
