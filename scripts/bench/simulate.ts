import { evaluate } from "../../src/evaluate/index.js";
import { makeNode } from "../../src/semantic/node.js";
import { type Base, exploreSingles, settleBase } from "../../src/simulate/explore.js";
import { explorePairs } from "../../src/simulate/explore-pairs.js";
import type { SimNode } from "../../src/simulate/model.js";
import { findSubject } from "../../src/simulate/outcome.js";
import { play } from "../../src/simulate/play.js";
import { readModel } from "../../src/simulate/read-model.js";
import { settleTime } from "../../src/simulate/settle.js";
import { parseFile } from "../../src/syntax/tree.js";
import { SourceFile } from "../../src/text/source-file.js";

/** Parts of the simulation, each timed warm: processor time of one run, which a busy machine does not change. */
const TASKS: Readonly<Record<string, { readonly rounds: number; readonly make: () => () => unknown }>> = {
  scenario: { rounds: 400, make: () => scenarioOf(cluster(2, 1)) },
  singles: { rounds: 40, make: () => singlesAgain(cluster(2, 1)) },
  doubles: { rounds: 3, make: () => doublesAgain(cluster(3, 2)) },
  clusters: {
    rounds: 1,
    make: () => {
      const all = Array.from({ length: 1_000 }, () => cluster(2, 1));
      return () => all.map(singlesOf);
    },
  },
};

const { rounds = 0, make } = TASKS[process.argv[2] ?? ""] ?? {};
if (make === undefined) throw new Error(`no task ${process.argv[2]}`);
const task = make();
const warmUp = rounds === 1 ? () => singlesOf(cluster(2, 1)) : task;
for (let round = 0; round < Math.max(rounds, 20); round += rounds === 3 ? 20 : 1) warmUp();
const before = process.cpuUsage();
for (let round = 0; round < rounds; round += 1) task();
const { user, system } = process.cpuUsage(before);
const ms = (user + system) / 1000 / rounds;
process.stdout.write(JSON.stringify({ ms, mib: Math.round(process.resourceUsage().maxRSS / 1024) }));

/** Nodes of one router, each with some scripts that it tracks. */
function cluster(nodes: number, trackers: number): readonly SimNode[] {
  const names = Array.from({ length: trackers }, (_, at) => `chk${at}`);
  return Array.from({ length: nodes }, (_, at) => {
    const scripts = names
      .map((name) => `vrrp_script ${name} {\nscript /bin/true\ninterval 2\nweight -60\n}\n`)
      .join("");
    const text = `${scripts}vrrp_instance VI_1 {\ninterface eth0\nvirtual_router_id 51\npriority ${150 - 20 * at}\ntrack_script {\n${names.join("\n")}\n}\nvirtual_ipaddress {\n192.0.2.100/24\n}\n}\n`;
    const path = `lb${at + 1}.conf`;
    const evaluated = evaluate(parseFile(new SourceFile(path, text)), { configId: "" });
    const node = makeNode(evaluated, { name: `lb${at + 1}`, path, configId: undefined, target: undefined });
    return readModel([node], () => undefined).nodes;
  }).flat();
}

/** The script fails on the first node, and comes back. */
function scenarioOf(nodes: readonly SimNode[]): () => unknown {
  const settle = settleTime(nodes);
  const all = nodes.map((_, at) => at);
  const steps = [
    { at: 0, kind: "event", event: { kind: "start", nodes: all } },
    { at: settle, kind: "event", event: { kind: "fail", node: 0, name: "chk0" } },
    { at: 2 * settle - 1, kind: "expect", expected: undefined },
    { at: 2 * settle, kind: "event", event: { kind: "pass", node: 0, name: "chk0" } },
    { at: 3 * settle, kind: "expect", expected: undefined },
  ] as const;
  const scenario = { name: "scenario", stage: { nodes }, steps, until: 3 * settle };
  return () => play(scenario, ({ live }) => live.map(({ state }) => state));
}

function baseOf(nodes: readonly SimNode[]): Base {
  return settleBase({ nodes }, (world) => [findSubject(world, "VI_1", undefined)]);
}

function singlesOf(nodes: readonly SimNode[]): unknown {
  return exploreSingles(baseOf(nodes));
}

function singlesAgain(nodes: readonly SimNode[]): () => unknown {
  return () => singlesOf(nodes);
}

function doublesAgain(nodes: readonly SimNode[]): () => unknown {
  const members = [nodes.map((_, at) => at)];
  return () => {
    const base = baseOf(nodes);
    return explorePairs(base, exploreSingles(base), members);
  };
}
