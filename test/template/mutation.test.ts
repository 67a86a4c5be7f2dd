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

/** One template for two nodes that differ in words alone: a value in place of each of these. */
function withOutputs(first: string, second: string): string {
  const others = second.split("\n").map((line) => line.split(" "));
  const wordOrValue = (word: string, line: number, at: number): string =>
    word === others[line]?.[at] ? word : `{{ value_${line} }}`;
  return first
    .split("\n")
    .map((line, at) =>
      line
        .split(" ")
        .map((word, index) => wordOrValue(word, at, index))
        .join(" "),
    )
    .join("\n");
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
    const [first = "", second = ""] = Object.values(texts);
    expect(rulesIn(templateFor(first, second))).toEqual([]);
    expect(rulesIn(withOutputs(first, second))).toEqual([]);
  });
});

/** A fault in a template, and whether a rule reports it. */
interface Try {
  readonly kind: string;
  readonly isFound: boolean;
}

const judge = ({ kind, rule, isElsewhere }: Fault, template: string): Try => {
  const found = rulesIn(template);
  return { kind, isFound: isElsewhere === true ? found.length > 0 : found.includes(rule) };
};

/** One place of a fault, each time another one: all of them take minutes. */
const placeOf = (places: readonly Mutant[], number: number): Mutant | undefined => places[(number * 7) % places.length];

/** The share that is found; what is missed has to be what the reasons name, and nothing else. */
function checkShare(name: string, tries: readonly Try[], reasons: Readonly<Record<string, string>>): number {
  const missed = tries.filter(({ isFound }) => !isFound).map(({ kind }) => kind);
  process.stdout.write(`\nFaults in ${name}: ${tries.length} tried, ${tries.length - missed.length} found\n`);
  expect([...new Set(missed)].sort()).toEqual(Object.keys(reasons).sort());
  return 1 - missed.length / tries.length;
}

const pairs = Object.entries(soundClusters).filter(([name]) => name.endsWith("-2"));

describe("faults in a template of a sound cluster", () => {
  // rules/mutation.test.ts finds each of these faults in the plain files, so what is tried is what these have.
  it("with a branch for each node are found nearly everywhere", { timeout: 60_000 }, () => {
    const tries = [...acrossNodes, ...onOneNode].flatMap((fault, number) =>
      pairs.flatMap(([cluster, texts]) => {
        const one = placeOf([...mutants(cluster, texts, fault.edit)], number);
        return one === undefined ? [] : [judge(fault, templateOf(one.texts, one.file))];
      }),
    );
    const share = checkShare("templates with branches", tries, {
      "the priority of the master": "Nothing says that two nodes are of one cluster where no branch has a role.",
      "one peer more": "Who else has the template is not known, so the peer may be of a third node.",
      "an instance less": "A branch for one node may be meant: its block is for this node alone.",
      "a virtual server less": "The same.",
      "another virtual server": "The same.",
      "an include that is not there": "What is included is looked for where the file will be.",
    });
    expect(share).toBeGreaterThan(0.95);
  });

  it("with values in place of what differs are found nearly everywhere", { timeout: 60_000 }, () => {
    const tries = onOneNode.flatMap((fault, number) =>
      pairs.flatMap(([cluster, texts]) => {
        const [first = "", second = ""] = Object.keys(texts);
        const template = withOutputs(texts[first] ?? "", texts[second] ?? "");
        const places = [...mutants(cluster, { ...texts, [first]: template }, fault.edit)];
        const one = placeOf(
          places.filter(({ file }) => file === first),
          number,
        );
        return one === undefined ? [] : [judge(fault, one.texts[first] ?? "")];
      }),
    );
    const share = checkShare("templates with values", tries, {
      "an include that is not there": "What is included is looked for where the file will be.",
      "itself as a peer": "The address of the node is not known.",
      "no source address": "The addresses of the peers are not known, so they may be of one node.",
    });
    expect(share).toBeGreaterThan(0.95);
  });
});
