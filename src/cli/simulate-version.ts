import { dirname, join, relative, resolve, sep } from "node:path";
import { makePlan } from "../lint/plan.js";
import type { Node } from "../semantic/node.js";
import { readTextFile } from "../workspace/read-file.js";
import { planOptions } from "./clusters-of.js";
import { UsageError } from "./exit-codes.js";
import type { Inputs } from "./inputs.js";
import type { SimulateFlags } from "./simulate-run.js";

/**
 * Reads the other version of the files for `--to`: in its folder each has the place that it has below the folder that they
 * share. Gives what each node becomes. Throws `UsageError` where a file is not there.
 */
export async function readVersion(read: Inputs, folder: string, options: SimulateFlags): Promise<(node: Node) => Node> {
  const paths = [...read.inputs, ...read.partners].map(({ path }) => path);
  const shared = sharedFolder(paths);
  const newPaths = new Map(paths.map((path) => [path, join(folder, relative(shared, resolve(path)))] as const));
  const roots = [...newPaths.values()].map((path) => {
    const found = readTextFile(path);
    if (found.kind === "read") return found.file;
    throw new UsageError(`--to ${folder}: ${found.problem.message}`);
  });
  const plan = makePlan(roots, { ...planOptions(read, options), clusters: [] });
  const byName = new Map(plan.nodes.map((node) => [keyOf(node.path, node.configId), node] as const));
  return (node) => {
    const path = newPaths.get(node.path) ?? "";
    const found = byName.get(keyOf(path, node.configId)) ?? byName.get(keyOf(path, undefined));
    if (found !== undefined) return found;
    throw new UsageError(`--to ${folder}: ${path} is not a configuration of ${node.name}`);
  };
}

const keyOf = (path: string, configId: string | undefined): string => `${configId ?? ""}\n${path}`;

/** The deepest folder that all files are below. */
function sharedFolder(paths: readonly string[]): string {
  const [first = "", ...others] = paths.map((path) => dirname(resolve(path)));
  const steps = first.split(sep);
  const isAbove = (length: number): boolean => {
    const folder = steps.slice(0, length).join(sep);
    return others.every((other) => other === folder || other.startsWith(`${folder}${sep}`));
  };
  let length = steps.length;
  while (length > 1 && !isAbove(length)) length -= 1;
  return steps.slice(0, length).join(sep) || sep;
}
