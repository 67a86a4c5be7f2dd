import type { Span } from "../text/span.js";
import { armOf, isCase } from "./control.js";
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

/** From an opening control tag to the end of the closing one; between its branches there may be text that is never put out. */
export interface Section extends Span {
  readonly kind: "choice" | "loop" | "macro" | "hidden" | "hole" | "plain";
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

/** Sections in each other that are followed. */
const MOST_DEPTH = 200;

/** Pairs control tags. */
export function sectionsOf(tags: readonly Tag[]): Structure {
  const top: Section[] = [];
  const stack: OpenSection[] = [];
  for (const tag of tags) {
    const control = tag.control;
    if (control === undefined || control.step === "alone") continue;
    if (control.step === "open" && stack.length < MOST_DEPTH) {
      stack.push({ kind: control.section, start: tag.start, branches: [], tag, sections: [] });
      continue;
    }
    const open = stack.at(-1);
    if (open === undefined || control.step === "open" || control.step === "unclear")
      return { sections: [], stray: tag };
    open.branches.push(branchOf(open, tag.start));
    open.tag = tag;
    open.sections = [];
    if (control.step === "middle") continue;
    stack.pop();
    (stack.at(-1)?.sections ?? top).push(
      withArms({ kind: open.kind, start: open.start, end: tag.end, branches: open.branches }),
    );
  }
  const unclosed = stack.at(-1);
  return unclosed === undefined ? { sections: top, stray: undefined } : { sections: [], stray: unclosed.tag };
}

/** The arms of a `case` are its branches: in Ruby they follow it, in EPP each is a section in it. */
function withArms(section: Section): Section {
  const [first, ...rest] = section.branches;
  const subject = first?.condition;
  if (first === undefined || subject === undefined || !isCase(subject)) return withOwnArms(section);
  const arms =
    rest.length > 0 ? rest : first.sections.flatMap(({ kind, branches }) => (kind === "choice" ? branches : []));
  const branches = arms.map((arm) => {
    const isDefault = arm.condition === undefined || arm.condition === "default";
    return { ...arm, condition: isDefault ? undefined : armOf(subject, arm.condition ?? "") };
  });
  return branches.length === 0 ? section : { ...section, branches };
}

/** What the arms are compared with is in the tag of the first one: they are no conditions of other sections. */
const withOwnArms = (section: Section): Section =>
  section.branches.some(isArm)
    ? {
        ...section,
        branches: section.branches.map((one) =>
          isArm(one) ? { ...one, condition: `${section.start} ${one.condition}` } : one,
        ),
      }
    : section;

const isArm = ({ condition }: Branch): boolean => condition?.startsWith("when ") === true;

const branchOf = ({ tag, sections }: OpenSection, end: number): Branch => ({
  tag,
  condition: tag.control?.condition,
  isNegated: tag.control?.isNegated === true,
  start: tag.end,
  end,
  sections,
});
