import type { Span } from "../text/span.js";
import { armOf, isCase } from "./control.js";
import type { Control, Tag } from "./tag.js";

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
  /** A control tag that has no counterpart, or is nested too deep: what is nested in what is not known. */
  readonly stray: Tag | undefined;
  readonly isTooDeep?: true;
}

interface OpenSection {
  readonly kind: Section["kind"];
  readonly start: number;
  readonly branches: Branch[];
  step: Step;
  sections: Section[];
}

/** Sections in each other that are followed. */
export const MOST_DEPTH = 200;

/** What a tag, or a part of one, does. */
interface Step extends Span {
  readonly tag: Tag;
  readonly control: Control;
}

/** Several at once have a part of the tag each. */
const stepsOf = (tag: Tag): readonly Step[] => {
  const controls = tag.controls?.filter(({ step }) => step !== "alone") ?? [];
  return controls.map((control, at) => ({
    tag,
    control,
    start: tag.start + at,
    end: at + 1 < controls.length ? tag.start + at + 1 : tag.end,
  }));
};

/** Pairs control tags. */
export function sectionsOf(tags: readonly Tag[]): Structure {
  const top: Section[] = [];
  const stack: OpenSection[] = [];
  for (const step of tags.flatMap(stepsOf)) {
    const { control, tag } = step;
    if (control.step === "open" && stack.length < MOST_DEPTH) {
      stack.push({ kind: control.section, start: step.start, branches: [], step, sections: [] });
      continue;
    }
    const open = stack.at(-1);
    if (control.step === "open") return { sections: [], stray: tag, isTooDeep: true };
    if (open === undefined) return { sections: [], stray: tag };
    open.branches.push(branchOf(open, step.start));
    open.step = step;
    open.sections = [];
    if (control.step === "middle") continue;
    stack.pop();
    (stack.at(-1)?.sections ?? top).push(
      withArms({ kind: open.kind, start: open.start, end: step.end, branches: open.branches }),
    );
  }
  const unclosed = stack.at(-1);
  return unclosed === undefined ? { sections: top, stray: undefined } : { sections: [], stray: unclosed.step.tag };
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

const branchOf = ({ step: { tag, control, end: start }, sections }: OpenSection, end: number): Branch => ({
  tag,
  condition: control.condition,
  isNegated: control.isNegated,
  start,
  end,
  sections,
});
