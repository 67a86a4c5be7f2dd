import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { hasElse } from "../template/choices.js";
import { MARK } from "../template/placeholder.js";
import type { Section } from "../template/sections.js";
import { type BranchStep, pathTo, type Template, tagAt } from "../template/template.js";
import type { Span } from "../text/span.js";
import type { Judged, Rule } from "./define-rule.js";
import { mayBeNone } from "./template-nodes.js";
import { blockAround, isClosed, puts, type View } from "./template-views.js";

/** What a finding of a rule needs to hold in a template. */
export type Need = "words" | Judged | "cluster";

/** By its metadata; names that are no rule's are kalint's own. */
export const needOf = (rule: Pick<Rule, "scope" | "judges"> | undefined): Need =>
  rule?.scope === "cluster" ? "cluster" : (rule?.judges ?? "words");

/** A finding with the views in which it was found. */
export interface Candidate {
  readonly finding: Diagnostic;
  readonly need: Need;
  readonly views: readonly View[];
}

/** The template with what is known of all its views. */
export interface JudgedTemplate {
  readonly template: Template;
  readonly views: readonly View[];
  /** Bodies of loops. */
  readonly loops: readonly Span[];
  /** Other templates, or outputs, put out more of the configuration. */
  readonly isPart: boolean;
  /** Choices by the name of the node. */
  readonly byNode: readonly Section[];
  /** It puts out what stands inside a block of another template. */
  readonly isInside: boolean;
  /** What it puts out besides blocks may be entries of a list, such as addresses. */
  readonly isEntry: boolean;
}

/** Whether a finding holds whatever the engine puts in. */
export function holds({ finding, need, views }: Candidate, judged: JudgedTemplate): boolean {
  const { template, isInside } = judged;
  const { location, related } = finding;
  if (need === "cluster" || touchesOutput(template, location, views)) return false;
  if (template.stray !== undefined && !isPlain(need, template, location)) return false;
  if (!isOfBothEngines(views, judged.views)) return false;
  if (need === "line" && isLineUnknown(template, location, views)) return false;
  if (need === "place" && isInside) return false;
  if (judged.isEntry && !isInBlock(views, location)) return false;
  if (need === "pair" && related.length > 0) return !related.some((place) => touchesOutput(template, place, views));
  if (need === "name" && judged.isPart) return false;
  if (need !== "absence" && need !== "name" && need !== "pair") return true;
  const alive = judged.views.filter(({ reading }) => puts(template, reading, location));
  // Where no second place is named, something is missing: then it has to be missing whatever branches are taken.
  const missing = alive.filter((view) => !views.includes(view));
  if (missing.length > 0 && !isOfOneNode(alive, missing, judged)) return false;
  return alive.every(({ tree }) => isClosed(tree.items, judged.loops, location));
}

/** Whether a place belongs to a block. */
const isInBlock = ([view]: readonly View[], place: Span): boolean =>
  view !== undefined && blockAround(view.tree.items, place) !== undefined;

/** What is nested in what is not known: two places may be of branches that exclude each other. */
const isPlain = (need: Need, template: Template, location: Span): boolean =>
  (need === "words" || need === "line") && !isNearTag(template, location);

/** Whether a tag is in the lines of a place or in the one above, of which it may be the rest. */
function isNearTag({ text, tags }: Template, { start, end }: Span): boolean {
  const above = text.lastIndexOf("\n", start - 1);
  const from = above < 0 ? 0 : text.lastIndexOf("\n", above - 1) + 1;
  return tagAt(tags, { start: from, end: lineAround(text, { start, end }).end }) !== undefined;
}

/** Whether it is so with line ends after control tags and without them, where both are looked at. */
function isOfBothEngines(views: readonly View[], all: readonly View[]): boolean {
  // Guessed words are read in one way.
  if (!views.some((view) => all.includes(view))) return true;
  const isOf = (joinsLines: boolean) => (view: View) => view.reading.joinsLines === joinsLines;
  return [true, false].every((joins) => !all.some(isOf(joins)) || views.some(isOf(joins)));
}

/** Whether words of a line are not known, or a tag makes it of several lines. */
function isLineUnknown({ text, tags }: Template, location: Span, views: readonly View[]): boolean {
  const { start, end } = location;
  if (text.slice(start, end).includes("\n")) return true;
  const tag = tagAt(tags, location);
  if (tag !== undefined && start < tag.start && tag.end < end && tag.kind !== "output") return true;
  return touchesOutput({ tags }, lineAround(text, location), views);
}

/** Whether what is there in some views is there for one node alone: by the name of the node these take another branch. */
function isOfOneNode(alive: readonly View[], missing: readonly View[], { byNode }: JudgedTemplate): boolean {
  return byNode.some((section) => {
    if (!hasElse(section) && !mayBeNone(section)) return false;
    const taken = new Set(missing.map(({ reading }) => reading.choose(section)));
    return alive.every((view) => missing.includes(view) || !taken.has(view.reading.choose(section)));
  });
}

/** Whether an output, or a piece that is joined to one word by a tag, is inside a place; a word that an output may put out is known. */
function touchesOutput({ tags }: Pick<Template, "tags">, place: Span, [view]: readonly View[]): boolean {
  const guess = view?.reading.guesses.find(({ start, end }) => start <= place.start && place.end <= end);
  if (guess !== undefined) return false;
  const tag = tagAt(tags, place);
  if (tag === undefined) return false;
  return view?.reading.text.slice(place.start, place.end).includes(MARK) !== false;
}

function lineAround(text: string, { start, end }: Span): Span {
  const feed = text.indexOf("\n", end);
  return { start: text.lastIndexOf("\n", start - 1) + 1, end: feed < 0 ? text.length : feed };
}

/** The branch that a finding needs, where it does not hold in all views that have its place. */
export function branchOf(candidate: Candidate, { template, views: all }: JudgedTemplate): Span | undefined {
  const { finding, views, need } = candidate;
  const own = choicesAround(template, finding.location);
  const alive = all.filter(({ reading }) => puts(template, reading, finding.location));
  if (need === "words" || alive.every((view) => views.includes(view))) return own.at(-1)?.branch.tag;
  for (const place of finding.related) {
    const step = choicesAround(template, place).findLast(({ branch }) => own.every((one) => one.branch !== branch));
    if (step !== undefined) return step.branch.tag;
  }
  return own.at(-1)?.branch.tag;
}

const choicesAround = ({ sections }: Template, place: Span): readonly BranchStep[] =>
  pathTo(sections, place).filter(({ section }) => section.kind === "choice");

/**
 * Whether two lines of one block are in branches that need not be taken together: options of a template that does not
 * know what its users choose.
 */
export function isSpeculative({ finding, need }: Candidate, { template, views: [view] }: JudgedTemplate): boolean {
  if (need !== "pair" || view === undefined) return false;
  const { location, related } = finding;
  const own = choicesAround(template, location);
  return related.some((place) => {
    const other = choicesAround(template, place);
    const isOptional = (steps: readonly BranchStep[], others: readonly BranchStep[]) =>
      steps.some(({ branch, section }) => others.every((one) => one.branch !== branch) && !hasElse(section));
    if (!isOptional(own, other) || !isOptional(other, own)) return false;
    const block = blockAround(view.tree.items, location);
    return block !== undefined && block.start <= location.start && block.start <= place.start && place.end <= block.end;
  });
}
