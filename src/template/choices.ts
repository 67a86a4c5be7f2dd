import type { Branch, Section } from "./sections.js";
import { branchesIn, type Template } from "./template.js";

/** Which branch of a section is taken; `none` where that is not one of its own. */
export type Choose = (section: Section) => number;

/** No branch of a section. */
export const NONE = -1;

/** What is assumed of conditions, by their text. */
type Assumed = ReadonlyMap<string, boolean>;

/** One way through all branches. */
export interface Way {
  readonly choose: Choose;
}

/** Ways that are tried; with more branches than half of that, each is taken, but not each in all company. */
const MOST_WAYS = 40;

/** Characters that all readings of a template may have together; the first ways take nearly all branches. */
const MOST_TEXT = 500_000;

/**
 * Ways through a template: all conditions hold, none holds, and for each branch, also for none of a section's, one with
 * it and as many others as possible and one with as few. So any two branches that do not exclude each other are taken
 * together at least once, and each without the other.
 */
export function waysThrough(template: Template): readonly Way[] {
  const equalities = equalitiesIn(conditionsIn(template));
  const ways = [way(new Map(), true, equalities), way(new Map(), false, equalities)];
  const isTaken = (target: Target): boolean =>
    ways.some(({ choose }) => target.every(({ section, index }) => choose(section) === index));
  // First what neither of the two takes, so that each branch is read however many there are.
  const targets = [...targetsIn(template.sections)];
  const [taken, open] = [targets.filter(isTaken), targets.filter((target) => !isTaken(target))];
  const assumptions = [...open, ...taken].flatMap((target) => forced(target, equalities) ?? []);
  for (const usual of [true, false]) for (const one of assumptions) ways.push(way(one, usual, equalities));
  return distinct(template, ways).slice(0, Math.max(2, Math.min(MOST_WAYS, MOST_TEXT / (template.text.length + 1))));
}

/** The way to a branch on which all other conditions hold; undefined: what is around it excludes it. */
export function wayTo(template: Template, target: Target): Way | undefined {
  const equalities = equalitiesIn(conditionsIn(template));
  const assumed = forced(target, equalities);
  return assumed === undefined ? undefined : way(assumed, true, equalities);
}

function conditionsIn({ sections }: Template): ReadonlySet<string> {
  const found = [...branchesIn(sections)].map(({ path }) => path.at(-1)?.branch.condition);
  return new Set(found.filter((condition) => condition !== undefined));
}

/** A branch, or that none of a section's is taken, with what is around it. */
type Target = readonly { readonly section: Section; readonly index: number }[];

function* targetsIn(sections: readonly Section[]): Iterable<Target> {
  const seen = new Set<Section>();
  for (const { section, path } of branchesIn(sections)) {
    if (section.kind === "hidden" || section.kind === "plain") continue;
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
function forced(target: Target, equalities: Equalities): Assumed | undefined {
  const assumed = new Map<string, boolean>();
  const assume = (condition: string, value: boolean): boolean => {
    const known = assumed.get(condition);
    if (known !== undefined) return known === value;
    assumed.set(condition, value);
    if (value) for (const other of equalities.get(condition) ?? []) if (!assume(other, false)) return false;
    return true;
  };
  for (const { section, index } of target) {
    if (section.kind === "hidden" || section.kind === "plain") continue;
    const last = index === NONE ? section.branches.length : index;
    for (const [at, { condition, isNegated }] of section.branches.entries()) {
      if (condition === undefined || at > last) continue;
      if (!assume(keyOf(section, condition), (at === last) !== isNegated)) return undefined;
    }
  }
  return assumed;
}

function way(assumed: Assumed, usual: boolean, equalities: Equalities): Way {
  const taken = new Map(assumed);
  const holds = (condition: string): boolean => {
    const known = taken.get(condition);
    if (known !== undefined) return known;
    const rivals = equalities.get(condition) ?? [];
    const value = usual && !rivals.some((one) => taken.get(one) === true);
    taken.set(condition, value);
    return value;
  };
  return {
    choose(section) {
      if (section.kind === "hidden") return NONE;
      if (section.kind === "plain") return 0;
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

function distinct({ sections }: Template, ways: readonly Way[]): Way[] {
  const seen = new Set<string>();
  return ways.filter(({ choose }) => {
    const key = signature(sections, choose);
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}

const signature = (sections: readonly Section[], choose: Choose): string =>
  sections
    .map((section) => {
      const index = choose(section);
      const branch: Branch | undefined = section.branches[index];
      return `${index}(${branch === undefined ? "" : signature(branch.sections, choose)})`;
    })
    .join(",");

/** Conditions that cannot hold together with one: `host == "a"` and `host == "b"`. */
type Equalities = ReadonlyMap<string, readonly string[]>;

const EQUALITY = /^([^=!<>&|()]+?)\s*(?:==|\beq\b)\s*(["'])([^"']*)\2$|^eq\s+(\S+)\s+(["'])([^"']*)\5$/;

function equalitiesIn(conditions: ReadonlySet<string>): Equalities {
  const byName = new Map<string, string[]>();
  for (const condition of conditions) {
    const [, infix, , , prefix] = EQUALITY.exec(condition) ?? [];
    const name = infix ?? prefix;
    if (name === undefined) continue;
    byName.set(name, [...(byName.get(name) ?? []), condition]);
  }
  return new Map(
    [...byName.values()].flatMap((all) => all.map((one) => [one, all.filter((other) => other !== one)] as const)),
  );
}
