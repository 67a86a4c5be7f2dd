import { evaluate, type FileReader } from "../evaluate/index.js";
import { makeNode } from "../semantic/node.js";
import { readModel } from "../simulate/read-model.js";
import { parseFile } from "../syntax/tree.js";
import { SourceFile } from "../text/source-file.js";
import type { ReadNode } from "./read-scenarios.js";

/** The configuration of a node, and what it is read for. */
export interface NodeSource {
  readonly name: string;
  readonly path: string;
  readonly text: string;
  readonly configId: string | undefined;
  /** Release of keepalived; undefined: the newest. */
  readonly target: string | undefined;
  readonly reader?: FileReader;
}

/** Reads a configuration for scenarios; a text is what is missing in it. */
export function readNode({ name, path, text, configId, target, reader }: NodeSource): ReadNode | string {
  const evaluated = evaluate(parseFile(new SourceFile(path, text)), {
    configId: configId ?? "",
    ...(reader === undefined ? {} : { reader }),
    ...(target === undefined ? {} : { target }),
  });
  const node = makeNode(evaluated, { name, path, configId, target });
  const { nodes, left } = readModel([node], () => target);
  const [model] = nodes;
  if (left.length > 0)
    return `node "${name}": ${left.map(({ instance, missing }) => `the ${missing} of ${instance.name ?? "an instance"} is not known`).join(", ")}`;
  if (model === undefined) return `node "${name}" has no vrrp_instance`;
  const groups = node.syncGroups.flatMap((group) =>
    group.name === undefined ? [] : [[group.name, group.instances.flatMap((one) => one.name ?? [])] as const],
  );
  return { text, model, groups: new Map(groups) };
}
