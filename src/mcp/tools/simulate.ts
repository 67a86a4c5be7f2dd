import * as z from "zod";
import { makeCluster } from "../../cluster/cluster.js";
import {
  countMarks,
  describeBack,
  describeEvent,
  describeMark,
  describeOutcome,
  describePair,
  isQuiet,
} from "../../forecast/describe.js";
import { describeSequences } from "../../forecast/describe-sequence.js";
import { type Forecast, forecast, type RouterForecast } from "../../forecast/forecast.js";
import { shortNames } from "../../forecast/node-names.js";
import { prettyForecast } from "../../forecast/pretty.js";
import { makePlan } from "../../lint/plan.js";
import { simulate as playScenario, type Simulation } from "../../scenarios/simulate-files.js";
import type { CallInputs } from "../inputs.js";
import { rootsOf, runOptions } from "../run-options.js";
import { defineTool, FILES, PROBLEMS, READING, Refusal, release } from "../tool.js";

const row = z.object({
  event: z.string().describe("What happens: lb1 crashes."),
  outcome: z.string().describe("Who holds the addresses then, and after how long."),
  afterwards: z.string().describe("What the end of the failure brings."),
  because: z.string().describe("The priorities that decide."),
  avoidable: z.string().describe("What is wrong with it; empty: nothing."),
  file: z.string().optional(),
  line: z.number().int().optional(),
});

const router = z.object({
  name: z.string(),
  addresses: z.array(z.string()),
  members: z.array(z.object({ node: z.string(), priority: z.number() })),
  holders: z.array(z.string()).describe("Who holds it while nothing fails."),
  rows: z.array(row),
  quiet: z.array(z.string()).describe("Events after which nothing changes hands."),
});

const scenarioResult = z.object({
  name: z.string(),
  passed: z.boolean(),
  checks: z.number().int(),
  failures: z.array(z.string()),
  holders: z
    .record(z.string(), z.array(z.object({ from: z.number(), to: z.number(), nodes: z.array(z.string()) })))
    .describe("Who held each instance, in seconds since all nodes run."),
});

export const simulate = defineTool({
  name: "simulate",
  title: "Predict failovers",
  description: `Plays VRRP, as keepalived runs it, over the configurations of a cluster. Without scenario: for each virtual router who holds the addresses when a node crashes, a link or a tracked check fails, nodes restart; and which of that is avoidable. With scenario: plays those steps and says who held what, and which expectations failed. Give the files of all nodes.

A scenario, as YAML: {scenarios: [{name: x, steps: [{crash: lb1}, {expect: {VI_1: lb2}}]}]}. Steps: start, stop, crash, kill, freeze, isolate NODE; fail or pass {NODE: SCRIPT}; down or up {NODE: INTERFACE}; expect {INSTANCE: NODE or nobody}. Nodes have the names of their files without folder and ending.`,
  input: z.strictObject({
    ...FILES,
    ...READING,
    target: release("Release of keepalived that runs. Default: the newest one."),
    explore: z
      .union([z.literal(1), z.literal(2)])
      .optional()
      .describe("2: also all ordered pairs of failures. Default: 1."),
    scenario: z
      .string()
      .max(1 << 20)
      .optional()
      .describe("Text of a scenario file, YAML or JSON; see docs/simulate.md."),
  }),
  output: z.object({
    clusters: z
      .array(
        z.object({
          nodes: z.array(z.string()),
          routers: z.array(router),
          assumptions: z.array(z.string()),
          notPlayed: z.array(z.string()),
        }),
      )
      .optional(),
    avoidable: z.number().int().optional().describe("How many rows of the tables are avoidable."),
    passed: z.boolean().optional().describe("All scenarios passed."),
    scenarios: z.array(scenarioResult).optional(),
    ...PROBLEMS,
  }),
  run({ scenario, explore = 1, ...args }, inputs) {
    return scenario === undefined ? table(inputs, args, explore) : played(inputs, args.target, scenario);
  },
});

function table(inputs: CallInputs, args: Parameters<typeof runOptions>[1], failures: 1 | 2) {
  const plan = makePlan(rootsOf(inputs), runOptions(inputs, args));
  const joined = new Set(plan.clusters.flatMap(({ nodes }) => nodes));
  const single = plan.nodes.filter((node) => !joined.has(node) && node.instances.length > 0);
  const forecasts = [...plan.clusters, ...single.map((node) => makeCluster([node]))].map(({ name, nodes, routers }) => {
    const short = shortNames(nodes.map((node) => node.name));
    return forecast({ name, nodes, routers, releaseOf: (node) => node.target, shortNames: short, failures });
  });
  if (forecasts.length === 0)
    throw new Refusal(["there is no vrrp_instance in these files", ...inputs.problems].join("\n"));
  const avoidable = forecasts.reduce((sum, one) => sum + countMarks(one), 0);
  const text = prettyForecast(forecasts, { colors: PLAIN, width: Number.POSITIVE_INFINITY });
  return {
    data: { clusters: forecasts.map(clusterData), avoidable, problems: [...inputs.problems] },
    text: [text.trimEnd(), ...inputs.problems].join("\n"),
  };
}

const same = (text: string): string => text;
const PLAIN = { bold: same, dim: same, red: same, green: same, yellow: same, blue: same, cyan: same };

const clusterData = ({ nodes, routers, assumptions, left }: Forecast) => ({
  nodes: [...nodes],
  routers: routers.map(routerData),
  assumptions: [...assumptions],
  notPlayed: [...left],
});

function routerData(one: RouterForecast): z.input<typeof router> {
  const lines = one.lines.filter((line) => !isQuiet(line, one));
  return {
    name: one.name,
    addresses: [...one.addresses],
    members: one.members.map(({ node, priority }) => ({ node, priority })),
    holders: [...one.holders],
    rows: [
      ...lines.map((line) => ({
        event: describeEvent(line),
        outcome: describeOutcome(line, one.holders),
        afterwards: describeBack(line, one),
        because: line.reason ?? "",
        avoidable: describeMark(line.mark),
        ...(line.written === undefined ? {} : { file: line.written.file, line: line.written.line }),
      })),
      ...describeSequences(one).map(({ event, outcome, mark, reason }) =>
        plainRow(event, outcome, describeMark(mark), reason),
      ),
      ...one.pairs.map((pair) => plainRow(describePair(pair), describeOutcome(pair, []), describeMark(pair.mark))),
    ],
    quiet: one.lines.filter((line) => isQuiet(line, one)).map(describeEvent),
  };
}

const plainRow = (event: string, outcome: string, avoidable: string, because = "") => ({
  ...{ event, outcome, avoidable, because },
  afterwards: "",
});

function played(inputs: CallInputs, target: string | undefined, scenario: string) {
  const options = { reader: inputs.reader, ...(target === undefined ? {} : { target }) };
  const { passed, problems, scenarios } = playScenario(inputs.given, scenario, options);
  const mistakes = problems.map(({ line, column, message }) => `scenario:${line}:${column}: ${message}`);
  const shown = scenarios.map((one) => ({
    name: one.name,
    passed: one.passed,
    checks: one.checks,
    failures: one.failures.map(({ at, message }) => `at ${at.toFixed(1)} s ${message}`),
    holders: holdersOf(one.holders),
  }));
  const lines = shown.flatMap(({ name, passed: isGood, failures, holders }) => [
    `${isGood ? "passed" : "failed"}: ${name}`,
    ...failures.map((failure) => `  ${failure}`),
    ...Object.entries(holders).map(([instance, times]) => `  ${instance}: ${times.map(timeText).join(", ")}`),
  ]);
  return {
    data: { passed, scenarios: shown, problems: [...inputs.problems, ...mistakes] },
    text: [...lines, ...mistakes, ...inputs.problems].join("\n"),
  };
}

type Holders = Simulation["scenarios"][number]["holders"];

const holdersOf = (holders: Holders) =>
  Object.fromEntries(
    Object.entries(holders).map(([name, times]) => [name, times.map((time) => ({ ...time, nodes: [...time.nodes] }))]),
  );

const timeText = ({ from, to, nodes }: Holders[string][number]): string =>
  `${nodes.length === 0 ? "nobody" : nodes.join(" and ")} from ${from.toFixed(1)} to ${to.toFixed(1)} s`;
