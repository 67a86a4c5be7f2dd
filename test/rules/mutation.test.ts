import { afterAll, describe, expect, it } from "vitest";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.js";
import type { RunResult } from "../../src/lint/run.js";
import { lintExample, summarize } from "../support/check-rules.js";
import { type Mutant, mutants } from "../support/mutate.js";
import { soundClusters } from "../support/sound-clusters.js";
import { acrossNodes } from "./faults/across-nodes.js";
import type { Fault } from "./faults/fault.js";
import { onOneNode } from "./faults/on-one-node.js";

const faults: readonly Fault[] = [...acrossNodes, ...onOneNode];
const tally = { kinds: 0, tried: 0, caught: 0 };

afterAll(() => {
  process.stdout.write(`\nFaults: ${tally.kinds} kinds, ${tally.tried} tried, ${tally.caught} caught\n`);
});

describe("sound clusters", () => {
  it.each(Object.entries(soundClusters))("%s has no finding above info", (_, texts) => {
    const result = lintExample(texts);
    expect(result.clusters.map(({ nodes }) => nodes.length)).toEqual([Object.keys(texts).length]);
    expect(summarize(result)).toEqual([]);
  });
});

/** Why a mutant was not caught; undefined when it was. */
function judge(mutant: Mutant, fault: Fault): string | undefined {
  const result = lintExample(mutant.texts);
  const found = result.diagnostics.filter(({ severity }) => severity !== "info");
  const others = found.filter(({ rule }) => rule !== fault.rule);
  const isThere = fault.isElsewhere === true ? found.length > 0 : found.some((one) => touches(one, mutant, result));
  if (isThere && others.length === 0) return undefined;
  const seen = found.map(({ rule, location, message }) => `${rule} ${location.file} ${message}`);
  return `${mutant.file}:${mutant.from}-${mutant.to}: ${seen.length === 0 ? "nothing found" : seen.join("; ")}`;
}

/** The finding, or a place that it names, is where the fault is. */
function touches({ location, related }: Diagnostic, { file, from, to }: Mutant, { sources }: RunResult): boolean {
  const source = sources.find(({ path }) => path === file);
  return [location, ...related].some((place) => {
    const line = place.file === file ? (source?.positionAt(place.start).line ?? 0) : 0;
    return line >= from && line <= to;
  });
}

describe("each fault", () => {
  it.each(faults.map((fault) => [`${fault.kind}: ${fault.rule}`, fault] as const))("%s", (_, fault) => {
    const missed: string[] = [];
    let tried = 0;
    for (const [cluster, texts] of Object.entries(soundClusters)) {
      for (const mutant of mutants(cluster, texts, fault.edit)) {
        tried++;
        const reason = judge(mutant, fault);
        if (reason !== undefined) missed.push(`${cluster} ${reason}`);
      }
    }
    tally.kinds++;
    tally.tried += tried;
    tally.caught += tried - missed.length;
    expect(tried).toBeGreaterThan(0);
    expect(missed).toEqual([]);
  });
});
