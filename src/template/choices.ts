import type { Branch, Section } from "./sections.js";
import { branchesIn, type Template } from "./template.js";

/** Which branch of a section is taken; `none` where that is not one of its own. */
export type Choose = (section: Section) => number;

/** No branch of a section. */
export const NONE = -1;

/** What is assumed of conditions, by their text; of those that compare a name with a value at most one holds. */
class Assumed {
  readonly #known = new Map<string, boolean>();
  /** By the name, the condition that holds. */
  readonly #equal = new Map<string, string>();

  constructor(others?: Assumed) {
    if (others === undefined) return;
    for (const one of others.#known) this.#known.set(...one);
    for (const one of others.#equal) this.#equal.set(...one);
  }

  get(condition: string): boolean | undefined {
    const name = comparedIn(condition);
    const equal = name === undefined ? undefined : this.#equal.get(name);
    return equal === undefined ? this.#known.get(condition) : equal === condition;
  }

  /** Whether it can be so. */
  assume(condition: string, value: boolean): boolean {
    const known = this.get(condition);
    if (known !== undefined) return known === value;
    this.#known.set(condition, value);
    const name = value ? comparedIn(condition) : undefined;
    if (name !== undefined) this.#equal.set(name, condition);
    return true;
  }
}

/** One way through all branches. */
export interface Way {
  readonly choose: Choose;
}

/** Ways that are looked at; many of them take the same branches. */
const MOST_TRIES = 400;

/** Ways that are taken; with more branches than half of that, each is taken, but not each in all company. */
const MOST_WAYS = 40;

/** Characters that all readings of a template may have together; the first ways take nearly all branches. */
const MOST_TEXT = 250_000;

/**
 * Ways through a template: all conditions hold, none holds, and for each branch, also for none of a section's, one with
 * it and as many others as possible and one with as few. So any two branches that do not exclude each other are taken
 * together at least once, and each without the other.
 */
export function waysThrough(template: Template): readonly Way[] {
  const most = Math.max(2, Math.min(MOST_WAYS, MOST_TEXT / (template.text.length + 1)));
  const found = new Map<string, Way>();
  let tries = 0;
  for (const one of triedIn(template)) {
    const key = signature(template.sections, one.choose);
    if (!found.has(key)) found.set(key, one);
    if (found.size >= most || ++tries >= MOST_TRIES) break;
  }
  return [...found.values()];
}

function* triedIn({ sections }: Template): Iterable<Way> {
  const first = [way(new Assumed(), true), way(new Assumed(), false)];
  yield* first;
  const isTaken = (target: Target): boolean =>
    first.some(({ choose }) => target.every(({ section, index }) => choose(section) === index));
  // First what neither of the two takes, so that each branch is read however many there are.
  const targets = [...targetsIn(sections)];
  const [taken, open] = [targets.filter(isTaken), targets.filter((target) => !isTaken(target))];
  for (const usual of [true, false]) {
    for (const target of [...open, ...taken]) {
      const assumed = forced(target);
      if (assumed !== undefined) yield way(assumed, usual);
    }
  }
}

/** The way to a branch on which all other conditions hold; undefined: what is around it excludes it. */
export function wayTo(target: Target): Way | undefined {
  const assumed = forced(target);
  return assumed === undefined ? undefined : way(assumed, true);
}

/** A branch, or that none of a section's is taken, with what is around it. */
type Target = readonly { readonly section: Section; readonly index: number }[];

function* targetsIn(sections: readonly Section[]): Iterable<Target> {
  const seen = new Set<Section>();
  for (const { section, path } of branchesIn(sections)) {
    if (!isChosen(section)) continue;
    yield path;
    if (seen.has(section) || section.kind === "loop" || hasElse(section)) continue;
    seen.add(section);
    yield [...path.slice(0, -1), { section, index: NONE }];
  }
}

/** One of its branches is taken in any case: there is an `else`, or a condition and its opposite. */
export function hasElse({ branches }: Section): boolean {
  const last = branches.at(-1);
  return branches.some(
    ({ condition, isNegated }) =>
      condition === undefined || (condition === last?.condition && isNegated !== last.isNegated),
  );
}

/** What has to be assumed so that a target is reached; undefined: it cannot be. */
function forced(target: Target): Assumed | undefined {
  const assumed = new Assumed();
  for (const { section, index } of target) {
    if (!isChosen(section)) continue;
    const last = index === NONE ? section.branches.length : index;
    for (const [at, { condition, isNegated }] of section.branches.entries()) {
      if (at > last) break;
      if (condition === undefined) continue;
      if (!assumed.assume(keyOf(section, condition), (at === last) !== isNegated)) return undefined;
    }
  }
  return assumed;
}

const isChosen = ({ kind }: Section): boolean => kind === "choice" || kind === "loop";

function way(forcedOnes: Assumed, usual: boolean): Way {
  const taken = new Assumed(forcedOnes);
  const holds = (condition: string): boolean => {
    const known = taken.get(condition);
    if (known !== undefined) return known;
    taken.assume(condition, usual);
    return usual;
  };
  return {
    choose(section) {
      if (section.kind === "plain") return 0;
      if (!isChosen(section)) return NONE;
      // A loop has a turn at least, unless what it has instead is looked for.
      if (section.kind === "loop") return takenTurn(section, taken);
      return section.branches.findIndex(
        ({ condition, isNegated }) => condition === undefined || holds(condition) !== isNegated,
      );
    },
  };
}

const takenTurn = (section: Section, taken: Assumed): number => {
  const [body] = section.branches;
  const isEmpty = body?.condition !== undefined && taken.get(keyOf(section, body.condition)) === false;
  return isEmpty ? 1 : 0;
};

/** Loops over the same list are not one condition: each has a turn of its own. */
const keyOf = (section: Section, condition: string): string =>
  section.kind === "loop" ? `${section.start} ${condition}` : condition;

const signature = (sections: readonly Section[], choose: Choose): string =>
  sections
    .map((section) => {
      const index = choose(section);
      const branch: Branch | undefined = section.branches[index];
      return `${index}(${branch === undefined ? "" : signature(branch.sections, choose)})`;
    })
    .join(",");

const EQUALITY = /^([^=!<>&|()]{1,200}?)\s*(?:==|\beq\b)\s*(["'])([^"']*)\2$|^eq\s+(\S+)\s+(["'])([^"']*)\5$/;

/** The name that a condition compares with a word: `host == "a"` and `host == "b"` do not hold together. */
function comparedIn(condition: string): string | undefined {
  const [, infix, , , prefix] = EQUALITY.exec(condition) ?? [];
  return infix ?? prefix;
}
