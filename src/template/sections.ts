import type { Span } from "../text/span.js";
import type { Tag } from "./tag.js";

/** One way through a choice, or the body of a loop: the text between two control tags. */
export interface Branch extends Span {
  /** The tag that begins it. */
  readonly tag: Tag;
  /** What decides; undefined for `else`. */
  readonly condition: string | undefined;
  readonly isNegated: boolean;
  readonly sections: readonly Section[];
}

/** From an opening control tag to the end of the closing one. */
export interface Section extends Span {
  readonly kind: "choice" | "loop" | "hidden" | "plain";
  readonly branches: readonly Branch[];
}

/** The nesting of control tags. */
export interface Structure {
  readonly sections: readonly Section[];
  /** A control tag that has no counterpart: what is nested in what is not known. */
  readonly stray: Tag | undefined;
}

interface OpenSection {
  readonly kind: Section["kind"];
  readonly start: number;
  readonly branches: Branch[];
  tag: Tag;
  sections: Section[];
}

/** Pairs control tags. */
export function sectionsOf(tags: readonly Tag[]): Structure {
  const top: Section[] = [];
  const stack: OpenSection[] = [];
  for (const tag of tags) {
    const control = tag.control;
    if (control === undefined || control.step === "alone") continue;
    if (control.step === "open") {
      const kind = control.section === "hole" ? "plain" : control.section;
      stack.push({ kind, start: tag.start, branches: [], tag, sections: [] });
      continue;
    }
    const open = stack.at(-1);
    if (open === undefined) return { sections: [], stray: tag };
    open.branches.push(branchOf(open, tag.start));
    open.tag = tag;
    open.sections = [];
    if (control.step === "middle") continue;
    stack.pop();
    (stack.at(-1)?.sections ?? top).push({
      kind: open.kind,
      start: open.start,
      end: tag.end,
      branches: open.branches,
    });
  }
  const unclosed = stack.at(-1);
  return unclosed === undefined ? { sections: top, stray: undefined } : { sections: [], stray: unclosed.tag };
}

const branchOf = ({ tag, sections }: OpenSection, end: number): Branch => ({
  tag,
  condition: tag.control?.condition,
  isNegated: tag.control?.isNegated === true,
  start: tag.end,
  end,
  sections,
});
