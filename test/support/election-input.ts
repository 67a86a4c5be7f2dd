import { readScenarios } from "../../src/scenarios/read-scenarios.js";
import type { SimNode } from "../../src/simulate/model.js";
import { type GeneratedNode, generateElection } from "./election-generator.js";
import { inlineReader } from "./play.js";
import type { RealScenario } from "./real-play.js";

/** A scenario file that holds its configurations, with one scenario, ready to be played by the model and for real. */
export function realScenario(document: {
  readonly cluster: Readonly<Record<string, GeneratedNode>>;
  readonly scenarios: readonly object[];
}): RealScenario {
  const texts = new Map<SimNode, string>();
  const file = readScenarios(JSON.stringify(document), "generated.yaml", (request) => {
    const read = inlineReader(request);
    if (typeof read !== "string") texts.set(read.model, read.text);
    return read;
  });
  const [scenario] = file.scenarios;
  if (scenario === undefined)
    throw new Error(file.problems.map(({ line, message }) => `${line}: ${message}`).join("\n"));
  return {
    scenario,
    textOf: (node) => texts.get(node) ?? "",
    addressesOf: ({ name }) =>
      new Map(
        Object.entries(document.cluster[name]?.addresses ?? {}).map(([device, address]) => [device, [address].flat()]),
      ),
  };
}

export const generatedScenario = (seed: number, release: string): RealScenario =>
  realScenario(generateElection(seed, release).document);
