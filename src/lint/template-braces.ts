import type { Diagnostic, RelatedLocation } from "../diagnostics/diagnostic.js";
import { type Brace, bracesIn } from "../syntax/brace-depths.js";
import type { SyntaxFile } from "../syntax/tree.js";
import { hasElse, NONE } from "../template/choices.js";
import { layoutOf } from "../template/layout.js";
import { MARK } from "../template/placeholder.js";
import type { Reading } from "../template/readings.js";
import type { Section } from "../template/sections.js";
import { branchesIn, type Template, tagAt } from "../template/template.js";
import { firstWhere } from "../text/search.js";
import type { Span } from "../text/span.js";
import { openAtEnd, puts } from "./template-views.js";

/** A reading and its tree. */
interface Read {
  readonly reading: Reading;
  readonly tree: SyntaxFile;
}

/** A branch with which no way balances; NONE: with none of the section's. */
export interface BrokenBranch extends Read {
  readonly section: Section;
  readonly index: number;
}

/**
 * Branches that leave a block open, or close one too many, whatever other branches are taken. That is sure where one
 * choice alone decides how many braces there are: all others have as many in each of their branches, and all that was
 * read agrees.
 */
export function brokenBranches(template: Template, read: readonly Read[]): readonly BrokenBranch[] {
  if (read.every(({ tree }) => openAtEnd(tree) === 0) || read.every(({ tree }) => openAtEnd(tree) !== 0)) return [];
  const nets = new Nets(template);
  const section = nets.deciding();
  if (section === undefined) return [];
  const sound = nets.soundNet(section);
  const isBroken = ({ reading }: Read): boolean =>
    puts(template, reading, { start: section.start, end: section.start }) &&
    nets.ofBranch(section, reading.choose(section)) !== sound;
  if (sound === undefined || read.some((one) => isBroken(one) !== (openAtEnd(one.tree) !== 0))) return [];
  return [...section.branches.keys(), NONE].flatMap((index) => {
    const one = read.find((each) => isBroken(each) && each.reading.choose(section) === index);
    return one === undefined ? [] : [{ ...one, section, index }];
  });
}

/** A finding about braces with the branch in which it is so; places at outputs are nobody's. */
export function inBrokenBranch(finding: Diagnostic, broken: BrokenBranch, { tags }: Template): Diagnostic | undefined {
  const { fix: _, ...rest } = finding;
  const isKnown = ({ message, ...place }: RelatedLocation) =>
    !message.includes(MARK) && tagAt(tags, place) === undefined;
  if (!isKnown({ ...finding.location, message: finding.message })) return undefined;
  const { section, index } = broken;
  const tag = section.branches[index === NONE ? 0 : index]?.tag;
  if (tag === undefined) return undefined;
  const message = index === NONE ? "only where this branch is not taken" : "only where this branch is taken";
  const place = { file: finding.location.file, start: tag.start, end: tag.end, message };
  return { ...rest, related: [...finding.related.filter(isKnown), place] };
}

/** Sections within which the depth is not known, and what is put out elsewhere. */
type Net = number | undefined;

/** How many blocks the text of a section leaves open, or closes; undefined where that is not always the same. */
class Nets {
  readonly #template: Template;
  readonly #braces: readonly Brace[];
  readonly #known = new Map<Section, Net>();

  constructor(template: Template) {
    this.#template = template;
    this.#braces = bracesIn(layoutOf(template));
  }

  /** The only section of which the branches differ; undefined: there is none, several, or something may put out braces. */
  deciding(): Section | undefined {
    const { tags, sections } = this.#template;
    if (tags.some(({ controls = [] }) => controls.some(({ section }) => section === "hole"))) return undefined;
    const all = [...new Set([...branchesIn(sections)].map(({ section }) => section))];
    const isFirst = (section: Section) =>
      this.#of(section) === undefined &&
      section.branches.every((_, index) => this.ofBranch(section, index) !== undefined);
    const [first, ...others] = all.filter(isFirst);
    return first?.kind === "choice" && others.length === 0 ? first : undefined;
  }

  /** What a deciding section has to be for the whole template to balance. */
  soundNet(section: Section): Net {
    const possible = new Set([...section.branches.keys(), NONE].map((index) => this.ofBranch(section, index)));
    const { sections, text } = this.#template;
    return [...possible].find((net) => {
      this.#known.clear();
      this.#known.set(section, net);
      return this.#between(sections, 0, text.length) === 0;
    });
  }

  /** Of a branch, or of none. */
  ofBranch({ branches }: Section, index: number): Net {
    const branch = branches[index];
    return branch === undefined ? 0 : this.#between(branch.sections, branch.start, branch.end);
  }

  #of(section: Section): Net {
    if (!this.#known.has(section)) this.#known.set(section, this.#compute(section));
    return this.#known.get(section);
  }

  #compute(section: Section): Net {
    const nets = new Set(section.branches.map((_, index) => this.ofBranch(section, index)));
    // What repeats, or is put out elsewhere, has to balance by itself.
    if (section.kind !== "plain" && !(section.kind === "choice" && hasElse(section))) nets.add(0);
    const [net, ...others] = nets;
    return others.length > 0 ? undefined : net;
  }

  /** Between two offsets, with the sections that are there. */
  #between(sections: readonly Section[], from: number, to: number): Net {
    let at = from;
    let net = 0;
    for (const section of sections) {
      const inner = this.#of(section);
      if (inner === undefined) return undefined;
      net += this.#literal({ start: at, end: section.start }) + inner;
      at = section.end;
    }
    return net + this.#literal({ start: at, end: to });
  }

  #literal({ start, end }: Span): number {
    return this.#depthBefore(end) - this.#depthBefore(start);
  }

  #depthBefore(offset: number): number {
    return this.#braces[firstWhere(this.#braces, (one) => one.start >= offset) - 1]?.depth ?? 0;
  }
}
