import { diffArrays } from "diff";
import { describe, expect, it } from "vitest";
import { lint } from "../../src/index.js";
import { acrossNodes } from "../rules/faults/across-nodes.js";
import type { Fault } from "../rules/faults/fault.js";
import { onOneNode } from "../rules/faults/on-one-node.js";
import { type Mutant, mutants } from "../support/mutate.js";
import { type ClusterTexts, soundClusters } from "../support/sound-clusters.js";

/** One template for two nodes: what they have in common, and a branch for each of what differs. */
function templateFor(first: string, second: string): string {
  const changes = diffArrays(first.split("\n"), second.split("\n"));
  const lines: string[] = [];
  for (let at = 0; at < changes.length; at++) {
    const change = changes[at];
    if (change === undefined) continue;
    if (!change.added && !change.removed) {
      lines.push(...change.value);
      continue;
    }
    const other = changes[at + 1];
    const isPair = change.removed === true && other?.added === true;
    const own = change.removed === true ? "==" : "!=";
    lines.push(`{% if inventory_hostname ${own} first_host %}`, ...change.value);
    if (isPair && other !== undefined) {
      lines.push("{% else %}", ...other.value);
      at++;
    }
    lines.push("{% endif %}");
  }
  return lines.join("\n");
}

/** The template of a node and another one of its cluster. */
function templateOf(texts: ClusterTexts, file: string): string {
  const other = Object.keys(texts).find((name) => name !== file) ?? file;
  const [first = "", second = ""] = Object.keys(texts).indexOf(file) === 0 ? [file, other] : [other, file];
  return templateFor(texts[first] ?? "", texts[second] ?? "");
}

const rulesIn = (text: string): readonly string[] =>
  lint([{ path: "keepalived.conf.j2", text }])
    .filter(({ severity }) => severity !== "info")
    .map(({ rule }) => rule);

describe("templates of sound clusters", () => {
  it.each(Object.entries(soundClusters))("%s has no finding above info", (_, texts) => {
    for (const file of Object.keys(texts).slice(0, 2)) expect(rulesIn(templateOf(texts, file))).toEqual([]);
  });
});

/** The rule reports it in the template; what is missed is counted. */
function isFound(fault: Fault, { texts, file }: Mutant, missed: Map<string, number>): boolean {
  const found = rulesIn(templateOf(texts, file));
  const isThere = fault.isElsewhere === true ? found.length > 0 : found.includes(fault.rule);
  if (!isThere) missed.set(fault.rule, (missed.get(fault.rule) ?? 0) + 1);
  return isThere;
}

describe("faults in templates of sound clusters", () => {
  // What is missed: a fault that makes two nodes equal is no difference any more; a brace that only one node has leaves
  // another way that balances; a missing instance or peer may be of a node that the template does not name.
  it("are found in at least 80 of 100 places", { timeout: 120_000 }, () => {
    const missed = new Map<string, number>();
    const pairs = Object.entries(soundClusters).filter(([name]) => name.endsWith("-2"));
    const faults = [...acrossNodes, ...onOneNode];
    const results = faults.flatMap((fault) =>
      pairs.flatMap(([cluster, texts]) =>
        [...mutants(cluster, texts, fault.edit)].slice(0, 1).map((one) => isFound(fault, one, missed)),
      ),
    );
    const caught = results.filter((one) => one).length;
    const tried = results.length;
    process.stdout.write(
      `\nFaults in templates: ${tried} tried, ${caught} caught; missed ${JSON.stringify([...missed])}\n`,
    );
    expect(caught / tried).toBeGreaterThan(0.8);
  });
});
