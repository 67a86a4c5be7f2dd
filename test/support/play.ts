import type { NodeReader } from "../../src/scenarios/read-scenarios.js";
import { readScenarios, type ScenarioFile } from "../../src/scenarios/read-scenarios.js";
import { runScenarios, type ScenarioResult } from "../../src/scenarios/run-scenarios.js";
import { readModel } from "../../src/simulate/read-model.js";
import { nodeOf } from "./node-of.js";

/** Reads nodes of scenario files that have their configuration in them. */
export const inlineReader: NodeReader = ({ name, config, release }) => {
  if (config === undefined) return "only texts here";
  const node = Object.assign(Object.create(nodeOf(config, release)), { name }) as ReturnType<typeof nodeOf>;
  const { nodes, left } = readModel([node], () => release);
  const [model] = nodes;
  if (model === undefined || left.length > 0) return "not playable";
  const groups = node.syncGroups.map(
    (group) => [group.name ?? "", group.instances.flatMap((one) => one.name ?? [])] as const,
  );
  return { text: config, model, groups: new Map(groups) };
};

/** A scenario file that is given as data; JSON is YAML. */
export const scenariosOf = (document: object): ScenarioFile =>
  readScenarios(JSON.stringify(document), "test.scenarios.yaml", inlineReader);

/** Plays the scenarios of a file that is given as data. */
export function playScenarios(document: object): readonly ScenarioResult[] {
  const file = scenariosOf(document);
  if (file.problems.length > 0) throw new Error(file.problems.map(({ message }) => message).join("\n"));
  return runScenarios(file);
}
