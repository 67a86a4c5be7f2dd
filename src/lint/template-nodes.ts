import { makeCluster } from "../cluster/cluster.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { Node } from "../semantic/node.js";
import { hasElse, NONE, wayTo } from "../template/choices.js";
import { type Reading, readAlong } from "../template/readings.js";
import type { Branch, Section } from "../template/sections.js";
import { branchesIn, type Template } from "../template/template.js";
import { SourceFile } from "../text/source-file.js";
import type { Span } from "../text/span.js";
import { runRules } from "./engine.js";
import { nodesOf, type Root } from "./plan.js";
import type { RunOptions } from "./run.js";
import { settle } from "./settle.js";
import { readTree } from "./template-views.js";

/** Pairs of nodes that are compared. */
const MOST_PAIRS = 12;

/** Pairs that are looked at, as many are equal, and characters that these have together. */
const MOST_TRIES = 100;
const MOST_TEXT = 250_000;

/** What a condition or a value mentions that differs from node to node. */
const ABOUT_NODES =
  /host|fqdn|node|master|backup|primary|secondary|slave|role|state|leader|first|bootstrap|index|groups\[/i;

/** A condition that asks which node it is: both answers are given somewhere. */
const NAMES_NODE =
  /\b(?:inventory_hostname|(?:ansible_)?(?:host_?name|fqdn|nodename)|facts\[["'](?:hostname|fqdn)["']\])\b.*(?:==|\beq\b)|^eq\b.*(?:host_?name|node)/i;

/** Whether a choice is made by the name of the node. */
const isByNode = ({ branches }: Section): boolean =>
  branches.every(({ condition }) => condition === undefined || NAMES_NODE.test(condition));

/** Choices that are made by the name of the node. */
export function choicesByNode({ sections }: Template): readonly Section[] {
  const all = new Set([...branchesIn(sections)].map(({ section }) => section));
  return [...all].filter((one) => one.kind === "choice" && isByNode(one));
}

/**
 * One template for all nodes: what differs between two branches of a choice about nodes, or between the words that
 * outputs choose from, is compared as if each were a node of its own.
 */
export function compareNodes(template: Template, root: Root, isPart: boolean, options: RunOptions): Diagnostic[] {
  return pairsOf(template).flatMap((pair) => {
    const found = comparePair(pair, root, isPart, options);
    return found.filter((one) => isBetween(one, pair));
  });
}

/** The first pairs that differ from each other. */
function pairsOf(template: Template): readonly Pair[] {
  const most = Math.max(1, Math.min(MOST_PAIRS, MOST_TEXT / (template.text.length + 1)));
  const distinct = new Map<string, Pair>();
  let tries = 0;
  for (const pairs of [branchPairs(template), guessPairs(template)]) {
    for (const pair of pairs) {
      distinct.set(JSON.stringify(pair.sides.map((side) => side.map(startOf))), pair);
      if (distinct.size >= most || ++tries >= MOST_TRIES) break;
    }
  }
  return [...distinct.values()];
}

const startOf = ({ start }: Span): number => start;

interface Pair {
  readonly readings: readonly Reading[];
  /** Where each of them has what the others have not. */
  readonly sides: readonly (readonly Span[])[];
  /** How they are called in messages. */
  readonly labels: readonly string[];
  /** They are surely two nodes. */
  readonly isSure: boolean;
  /** They are surely two nodes of one cluster: each has a state or a priority of its own. */
  readonly isCluster: boolean;
}

/** What both have was written for both: a difference is where only one has it, unless both have something there. */
function isBetween({ location, related }: Diagnostic, { sides, isSure, isCluster }: Pair): boolean {
  if (isCluster) return true;
  if (isSure) return [location, ...related].some((place) => isIn(sides.flat(), place));
  return sides.some((side, at) => {
    const others = sides.filter((_, other) => other !== at).flat();
    return isIn(side, location) && related.some((place) => isIn(others, place));
  });
}

const isIn = (spans: readonly Span[], { start, end }: Span): boolean =>
  spans.some((span) => span.start <= start && end <= span.end);

function* branchPairs(template: Template): Iterable<Pair> {
  const seen = new Set<Section>();
  for (const { section, path } of branchesIn(template.sections)) {
    if (section.kind !== "choice" || seen.has(section) || !isAboutNodes(template, section)) continue;
    seen.add(section);
    const isSure = isByNode(section);
    const around = path.slice(0, -1);
    const indices = [...section.branches.keys(), ...(isSure && mayBeNone(section) ? [NONE] : [])];
    const read = indices.slice(0, MOST_PAIRS).flatMap((index) => {
      const way = wayTo([...around, { section, index }]);
      const label =
        index === NONE ? "no branch" : `line ${lineOf(template.text, section.branches[index]?.tag.start ?? 0)}`;
      return way === undefined ? [] : [{ label, reading: readAlong(template, way, undefined) }];
    });
    for (const [at, one] of read.entries()) {
      for (const other of read.slice(at + 1)) {
        const sides = [
          sideOf(template.sections, one.reading, other.reading),
          sideOf(template.sections, other.reading, one.reading),
        ];
        const isCluster = isSure && sides.every((side) => hasRole(template, side));
        yield { readings: [one.reading, other.reading], sides, labels: [one.label, other.label], isSure, isCluster };
      }
    }
  }
}

/** A list of nodes by name has them all; a single one leaves the others. */
export const mayBeNone = (section: Section): boolean => section.branches.length === 1 && !hasElse(section);

/** Branches that one reading takes and another does not. */
function sideOf(sections: readonly Section[], own: Reading, other: Reading): Branch[] {
  return sections.flatMap((section) => {
    const branch = section.branches[own.choose(section)];
    if (branch === undefined) return [];
    return own.choose(section) === other.choose(section) ? sideOf(branch.sections, own, other) : [branch];
  });
}

const lineOf = (text: string, at: number): number => text.slice(0, at).split("\n").length;

/** Whether one of the branches sets what makes a node the master or a backup. */
const hasRole = ({ text }: Template, branches: readonly Span[]): boolean =>
  branches.some(({ start, end }) => /^\s*(?:state|priority)\s/m.test(text.slice(start, end)));

/** By its conditions, or by what it sets. */
function isAboutNodes({ text }: Template, { branches }: Section): boolean {
  const conditions = branches.map(({ condition }) => condition ?? "").join(" ");
  if (ABOUT_NODES.test(conditions)) return true;
  return branches.every(({ start, end }) => /^\s*state\s/m.test(text.slice(start, end)));
}

/** `{{ 150 if is_master else 100 }}`: each node has one of the two. */
function* guessPairs(template: Template): Iterable<Pair> {
  const isChoice = ({ kind, code }: Template["tags"][number]) =>
    kind === "output" && /\?|\bif\b/.test(code) && ABOUT_NODES.test(code);
  if (!template.tags.some(isChoice)) return;
  const way = wayTo([]);
  if (way === undefined) return;
  const readings = [0, 1].map((turn) => readAlong(template, way, turn));
  const [first = [], second = []] = readings.map(({ guesses }) => guesses);
  // A word that both take is no difference.
  const own = (spans: readonly Span[], others: readonly Span[]) =>
    spans.filter(({ start }) => others.every((one) => one.start !== start));
  yield {
    readings,
    sides: [own(first, second), own(second, first)],
    labels: ["first value", "second value"],
    isSure: false,
    isCluster: false,
  };
}

function comparePair({ readings, labels }: Pair, root: Root, isPart: boolean, options: RunOptions) {
  const { rules, severityOf, optionsFor } = options;
  const written = new SourceFile(root.path, root.text);
  const nodes = readings.flatMap((reading, at): Node[] => {
    const name = `${root.path} (${labels[at]})`;
    const own = nodesOf(readTree(written, reading), { ...options, reader: undefined }, isPart);
    return own.slice(0, 1).map((node) => Object.defineProperty(node, "name", { value: name }));
  });
  const cluster = makeCluster(nodes, { isComplete: false });
  const ofClusters = rules.filter(({ scope }) => scope === "cluster");
  const found = runRules(ofClusters, { files: [], nodes: [], clusters: [cluster] }, severityOf, optionsFor);
  return settle(found, [], () => undefined, rules);
}
