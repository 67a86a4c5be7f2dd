import { firstWhere } from "../text/search.js";
import type { Span } from "../text/span.js";
import { scan } from "./scan.js";
import { type Branch, type Section, type Structure, sectionsOf } from "./sections.js";
import type { Tag, TemplateLanguage } from "./tag.js";

/** A text that an engine turns into what keepalived reads. */
export interface Template extends Structure {
  readonly text: string;
  /** What of the text is read: all of it, or the body of a macro. */
  readonly part: Span;
  readonly language: TemplateLanguage;
  /** In order; with the text between them they are the whole text. */
  readonly tags: readonly Tag[];
}

/** Reads a template; accepts any text. */
export function readTemplate(text: string, language: TemplateLanguage): Template {
  const tags = scan(text, language);
  return { text, language, tags, part: { start: 0, end: text.length }, ...sectionsOf(tags) };
}

/** The bodies of macros, each as a template of its own, without those of macros in them. */
export function macrosIn(template: Template): readonly Template[] {
  return [...branchesIn(template.sections)].flatMap(({ section: { kind }, path }) => {
    const body = path.at(-1)?.branch;
    return kind !== "macro" || body === undefined ? [] : [{ ...template, part: body, sections: body.sections }];
  });
}

/** Every branch with those around it, outermost first. */
export function* branchesIn(
  sections: readonly Section[],
  path: readonly BranchStep[] = [],
): Iterable<{ readonly section: Section; readonly path: readonly BranchStep[] }> {
  for (const section of sections) {
    for (const [index, branch] of section.branches.entries()) {
      const here = [...path, { section, index, branch }];
      yield { section, path: here };
      yield* branchesIn(branch.sections, here);
    }
  }
}

/** A branch that has to be taken to get somewhere. */
export interface BranchStep {
  readonly section: Section;
  readonly index: number;
  readonly branch: Branch;
}

/** The branches around a place, outermost first. */
export function pathTo(sections: readonly Section[], { start, end }: Span): readonly BranchStep[] {
  const path: BranchStep[] = [];
  let inner = sections;
  for (;;) {
    const candidate = inner[firstWhere(inner, (one) => one.start > start) - 1];
    const section = candidate !== undefined && end <= candidate.end ? candidate : undefined;
    const index = section?.branches.findIndex((one) => one.start <= start && end <= one.end) ?? -1;
    const branch = section?.branches[index];
    if (section === undefined || branch === undefined) return path;
    path.push({ section, index, branch });
    inner = branch.sections;
  }
}

/** The first tag that a span touches; an empty span touches what it is inside of. */
export function tagAt(tags: readonly Tag[], { start, end }: Span): Tag | undefined {
  const tag = tags[firstWhere(tags, (one) => one.end > start)];
  return tag !== undefined && (tag.start < end || (start === end && tag.start < start)) ? tag : undefined;
}
