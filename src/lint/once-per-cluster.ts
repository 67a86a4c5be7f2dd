import type { Diagnostic, Fix } from "../diagnostics/diagnostic.js";
import { groupBy } from "../text/group-by.js";
import type { Rule } from "./define-rule.js";

/** A group of nodes, by their names. */
interface Nodes {
  readonly nodes: readonly { readonly name: string }[];
}

/**
 * Makes one finding of those that a rule which is about the whole cluster has on several of its nodes: at the first of
 * them, with the others as places that belong to it and one fix for all.
 */
export function oncePerCluster(
  diagnostics: readonly Diagnostic[],
  clusters: readonly Nodes[],
  rules: readonly Rule[],
): readonly Diagnostic[] {
  const names = new Set(rules.flatMap((rule) => (rule.isOncePerCluster === true ? rule.name : [])));
  if (clusters.length === 0 || !diagnostics.some(({ rule }) => names.has(rule))) return diagnostics;
  const clusterOf = new Map(clusters.flatMap(({ nodes }, index) => nodes.map(({ name }) => [name, index] as const)));
  const groups = groupBy(diagnostics, (one) => {
    const cluster = clusterOf.get(one.nodes[0] ?? "");
    return names.has(one.rule) && cluster !== undefined ? JSON.stringify([cluster, one.rule, one.message]) : one;
  });
  return [...groups.values()].flatMap((group) => (group.length === 1 ? group : joined(group)));
}

function joined(group: readonly Diagnostic[]): readonly Diagnostic[] {
  const [first, ...others] = group;
  if (first === undefined) return [];
  const { fix: own, ...finding } = first;
  const also = others.map(({ location }) => ({ ...location, message: "also here" }));
  const nodes = [...new Set(group.flatMap((one) => one.nodes))];
  const fix = joinedFix(group);
  return [{ ...finding, related: [...first.related, ...also], nodes, ...(fix === undefined ? {} : { fix }) }];
}

/** Of nodes where one keeps what the others lose, a cluster would contradict itself: then there is no fix. */
function joinedFix(group: readonly Diagnostic[]): Fix | undefined {
  const fixes = group.flatMap(({ fix }) => fix ?? []);
  const [first] = fixes;
  if (first === undefined || fixes.length < group.length) return undefined;
  const isSafe = fixes.every(({ safety }) => safety === "safe");
  return { title: first.title, safety: isSafe ? "safe" : "unsafe", edits: fixes.flatMap(({ edits }) => edits) };
}
