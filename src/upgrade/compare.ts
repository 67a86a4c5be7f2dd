import type { Behaviour } from "../../grammar/index.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { Root } from "../lint/plan.js";
import { type RunOptions, type RunResult, run } from "../lint/run.js";
import { rules } from "../rules/index.js";
import { behaviourUses, effectOf, isActive } from "../semantic/behaviours.js";
import { compareReleases } from "../text/release.js";
import { releases } from "../text/releases.js";
import { type Change, type ChangeKind, compareChanges, isFailing, keyOf } from "./change.js";
import { Stretches } from "./stretches.js";

/** The first release that the table of behaviours is about. */
export const OLDEST = "1.2.20";

const known = releases.filter((one) => compareReleases(one, OLDEST) >= 0);

/** Compares how releases read some files; each release is looked at once. */
export class Comparison {
  readonly #roots: readonly Root[];
  readonly #options: RunOptions;
  readonly #runs = new Map<string, RunResult>();
  #newest: RunResult | undefined;

  constructor(roots: readonly Root[], options: RunOptions) {
    this.#roots = roots;
    const chosen = rules.filter(({ name }) => !ADVICE.has(name));
    this.#options = {
      ...options,
      rules: chosen,
      severityOf: (rule) => (rule.isOptIn === true ? "off" : rule.severity),
      targetFor: undefined,
      formatter: undefined,
    };
  }

  /** The run for the newest release: files, nodes, and notices about templates. */
  get newest(): RunResult {
    this.#newest ??= run(this.#roots, { ...this.#options, target: undefined });
    return this.#newest;
  }

  /** What changes for the files, in the order of harm; `to` may also be the older release. */
  changes(from: string, to: string): readonly Change[] {
    const byRules = [...this.#byRules(from, to)];
    // What one of the two does not read at all is not read differently besides.
    const unread = new Stretches(
      this.newest.nodes,
      byRules.filter(({ kind }) => kind === "ignored" || kind === "possible"),
    );
    const byBehaviour = this.#byBehaviour(from, to).filter(({ location }) => !unread.has(location));
    return [...byRules, ...byBehaviour].toSorted(compareChanges);
  }

  /** Releases up to `to` that read the files as it does, oldest first. */
  alike(to: string): readonly string[] {
    return known.filter((one) => compareReleases(one, to) <= 0 && !this.changes(one, to).some(isFailingOrPossible));
  }

  #at(release: string): RunResult {
    let result = this.#runs.get(release);
    if (result === undefined) {
      result = run(this.#roots, { ...this.#options, target: release });
      this.#runs.set(release, result);
    }
    return result;
  }

  /** What the rules that know of releases say for one of them alone. */
  *#byRules(from: string, to: string): Generator<Change> {
    const before = new Set(this.#at(from).diagnostics.map(keyOf));
    const after = new Set(this.#at(to).diagnostics.map(keyOf));
    for (const one of this.#at(to).diagnostics) {
      if (!before.has(keyOf(one))) yield* this.#finding(one, kindOf(one), from, to);
    }
    for (const one of this.#at(from).diagnostics) {
      if (after.has(keyOf(one)) || kindOf(one) === "deprecated") continue;
      yield* this.#finding(one, kindOf(one) === undefined ? undefined : "possible", from, to);
    }
  }

  *#finding(one: Diagnostic, kind: ChangeKind | undefined, from: string, to: string): Generator<Change> {
    if (kind === undefined) return;
    const { rule, message, help, location, nodes } = one;
    const text = kind === "possible" ? `${to} accepts this; ${from} does not: ${message}` : message;
    const advice = kind === "possible" ? undefined : help;
    const release = this.#beginning(keyOf(one), from, to);
    yield { kind, release, message: text, help: advice, location, nodes, name: rule, source: undefined };
  }

  /** The first release, from the older one on, that differs from it in a finding. */
  #beginning(key: string, from: string, to: string): string {
    const [older, newer] = compareReleases(from, to) < 0 ? [from, to] : [to, from];
    const between = known.filter((one) => compareReleases(one, older) >= 0 && compareReleases(one, newer) <= 0);
    const isSaid = (release: string) => this.#at(release).diagnostics.some((one) => keyOf(one) === key);
    const wasSaid = isSaid(older);
    let [low, high] = [0, between.length - 1];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (isSaid(between[middle] ?? newer) === wasSaid) low = middle;
      else high = middle;
    }
    return between[high] ?? newer;
  }

  #byBehaviour(from: string, to: string): readonly Change[] {
    const differs = (behaviour: Behaviour) => isActive(behaviour, from) !== isActive(behaviour, to);
    // A place in a file that several nodes include is one change for all of them.
    const found = new Map<string, { behaviour: Behaviour; location: Change["location"]; nodes: string[] }>();
    for (const node of this.newest.nodes) {
      for (const { behaviour, uses } of behaviourUses(node, differs)) {
        for (const { source, start, end } of uses) {
          const { path, ...span } = source.locate(start, end);
          const location = { file: path, start: span.start, end: span.end };
          const key = JSON.stringify([behaviour.id, location]);
          const known = found.get(key);
          if (known === undefined) found.set(key, { behaviour, location, nodes: [node.name] });
          else if (!known.nodes.includes(node.name)) known.nodes.push(node.name);
        }
      }
    }
    return [...found.values()].map(({ behaviour, location, nodes }) => changeOf(behaviour, from, to, location, nodes));
  }
}

const isFailingOrPossible = (change: Change): boolean => isFailing(change) || change.kind === "possible";

function changeOf(
  behaviour: Behaviour,
  from: string,
  to: string,
  location: Change["location"],
  nodes: readonly string[],
): Change {
  const after = effectOf(behaviour, to);
  const before = effectOf(behaviour, from);
  const isBetter = after.harm === "works" && before.harm !== "changed";
  const usual: ChangeKind = after.harm === "works" ? "changed" : after.harm;
  const kind = isBetter ? "possible" : behaviour.isDefault === true ? "default" : usual;
  const help = after.harm === "works" && kind !== "default" ? undefined : behaviour.remedy;
  const said = isBetter ? `${to} accepts this; ${from} does not: it ${before.text}` : undefined;
  const message = said ?? `${to} ${after.text}; ${from} ${before.text}`;
  const release = boundary(behaviour, from, to);
  return { kind, release, message, help, location, nodes, name: behaviour.id, source: behaviour.source };
}

/** The release between the two in which the behaviour begins or ends. */
function boundary({ from: begin, until }: Behaviour, from: string, to: string): string {
  const [older, newer] = compareReleases(from, to) < 0 ? [from, to] : [to, from];
  const isBetween = (one: string) => compareReleases(one, older) > 0 && compareReleases(one, newer) <= 0;
  return [until, begin].find((one) => one !== undefined && isBetween(one)) ?? newer;
}

/** What a finding means for who runs the release; undefined: nothing that would change. */
function kindOf({ rule, severity }: Diagnostic): ChangeKind | undefined {
  if (rule === "deprecated-keyword") return "deprecated";
  // Rows of the table, which are looked at by themselves; notices about files.
  if (rule === "release-behaviour" || severity === "info") return undefined;
  if (STOPPING.has(rule)) return "refused";
  return severity === "error" ? "ignored" : "changed";
}

/** Rules that propose what a release makes possible, and one that a row of the table says more of. */
const ADVICE: ReadonlySet<string> = new Set([
  "auth-deprecated",
  "formatting",
  "prefer-track-process",
  "vip-device-not-tracked",
]);

/** Rules that report what keepalived does not survive. */
const STOPPING: ReadonlySet<string> = new Set(["crashes-keepalived", "duplicate-vrid", "missing-required"]);
