import { makeCluster } from "../cluster/cluster.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { Node } from "../semantic/node.js";
import { wayTo } from "../template/choices.js";
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

/** Pairs of branches of one choice that are compared. */
const MOST_PAIRS = 12;

/** What a condition or a value mentions that differs from node to node. */
const ABOUT_NODES =
  /host|fqdn|node|master|backup|primary|secondary|slave|role|state|leader|first|bootstrap|index|groups\[/i;

/**
 * One template for all nodes: what differs between two branches of a choice about nodes, or between the words that
 * outputs choose from, is compared as if each were a node of its own.
 */
export function compareNodes(template: Template, root: Root, options: RunOptions): Diagnostic[] {
  const pairs = [...branchPairs(template), ...guessPairs(template)].slice(0, MOST_PAIRS);
  return pairs.flatMap(({ sides, readings, labels }) => {
    const found = comparePair(readings, labels, root, options);
    return found.filter(({ location, related }) =>
      sides.some((side, at) => {
        const others = sides.filter((_, other) => other !== at).flat();
        return isIn(side, location) && related.some((place) => isIn(others, place));
      }),
    );
  });
}

interface Pair {
  readonly readings: readonly Reading[];
  /** Where each of them has what the others have not. */
  readonly sides: readonly (readonly Span[])[];
  /** How they are called in messages. */
  readonly labels: readonly string[];
}

const isIn = (spans: readonly Span[], { start, end }: Span): boolean =>
  spans.some((span) => span.start <= start && end <= span.end);

function* branchPairs(template: Template): Iterable<Pair> {
  const seen = new Set<Section>();
  for (const { section, path } of branchesIn(template.sections)) {
    if (section.kind !== "choice" || seen.has(section) || !isAboutNodes(template, section)) continue;
    seen.add(section);
    const around = path.slice(0, -1);
    const read = section.branches.map((branch, index) => {
      const way = wayTo(template, [...around, { section, index }]);
      return way === undefined ? undefined : { branch, reading: readAlong(template, way, undefined) };
    });
    yield* pairsOf(
      template.text,
      read.filter((one) => one !== undefined),
    );
  }
}

function* pairsOf(
  text: string,
  all: readonly { readonly branch: Branch; readonly reading: Reading }[],
): Iterable<Pair> {
  for (const [at, one] of all.entries()) {
    for (const other of all.slice(at + 1)) {
      const labels = [one, other].map(({ branch }) => `line ${lineOf(text, branch.tag.start)}`);
      yield { readings: [one.reading, other.reading], sides: [[one.branch], [other.branch]], labels };
    }
  }
}

const lineOf = (text: string, at: number): number => text.slice(0, at).split("\n").length;

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
  const way = wayTo(template, []);
  if (way === undefined) return;
  const readings = [0, 1].map((turn) => readAlong(template, way, turn));
  const [first = [], second = []] = readings.map(({ guesses }) => guesses);
  // A word that both take is no difference.
  const own = (spans: readonly Span[], others: readonly Span[]) =>
    spans.filter(({ start }) => others.every((one) => one.start !== start));
  yield { readings, sides: [own(first, second), own(second, first)], labels: ["first value", "second value"] };
}

function comparePair(
  readings: readonly Reading[],
  labels: readonly string[],
  root: Root,
  options: RunOptions,
): readonly Diagnostic[] {
  const { rules, severityOf, optionsFor } = options;
  const written = new SourceFile(root.path, root.text);
  const nodes = readings.flatMap((reading, at): Node[] => {
    const name = `${root.path} (${labels[at]})`;
    const own = nodesOf(readTree(written, reading), { ...options, reader: undefined }, true);
    return own.slice(0, 1).map((node) => Object.defineProperty(node, "name", { value: name }));
  });
  const cluster = makeCluster(nodes, { isComplete: false });
  const ofClusters = rules.filter(({ scope }) => scope === "cluster");
  const found = runRules(ofClusters, { files: [], nodes: [], clusters: [cluster] }, severityOf, optionsFor);
  return settle(found, [], () => undefined, rules);
}
