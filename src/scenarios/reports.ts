import { pageUrl } from "../diagnostics/rule-url.js";
import { repositoryPath } from "../reporters/fingerprint.js";
import { type Colors, plural } from "../reporters/report.js";
import { sarifOfPlaces } from "../reporters/sarif-places.js";
import { workflowCommand } from "../reporters/workflow-command.js";
import { attributes, escapeXml } from "../reporters/xml.js";
import { SECOND } from "../simulate/model.js";
import { jsonText, printableLine } from "../text/printable.js";
import { failuresOf, transitionsOf } from "./data.js";
import { describeEvents, describeMiss, describeStory } from "./describe-result.js";
import type { ScenarioProblem } from "./read-document.js";
import type { Miss, ScenarioResult } from "./run-scenarios.js";
import { textTimeline } from "./timeline.js";

/** What scenario reports are made of. */
export interface ScenarioReport {
  readonly results: readonly ScenarioResult[];
  readonly problems: readonly ScenarioProblem[];
}

const passed = ({ misses }: ScenarioResult): boolean => misses.length === 0;

/** For a terminal: a line for each scenario, and for one that failed what came instead, when and why. */
export function prettyScenarios({ results, problems }: ScenarioReport, colors: Colors, showsTimelines = false): string {
  const lines = results.flatMap((result) => {
    const { file, scenario, checks, misses, orders } = result;
    const ways = orders > 1 ? `, ${orders} orders` : "";
    const head = printableLine(`${file}: ${scenario.name}`);
    const timeline = textTimeline(result.run.world, scenario.until).map((line) => `    ${line}`);
    const dim = (line: string): string => colors.dim(printableLine(line));
    if (passed(result))
      return [
        `${colors.green("\u2713")} ${head} ${colors.dim(`(${plural(checks, "check")}${ways})`)}`,
        ...(showsTimelines ? [...timeline, ...describeEvents(result).map((line) => dim(`    ${line}`))] : []),
      ];
    const until = Math.max(...misses.map(({ verdict }) => verdict.at));
    return [
      `${colors.red("\u2717")} ${head}`,
      ...misses.map((miss) => {
        const place = printableLine(`${file}:${miss.line}: at ${(miss.verdict.at / SECOND).toFixed(1)} s`);
        const note = miss.note === undefined ? "" : dim(` (${miss.note})`);
        return `  ${place} ${colors.bold(printableLine(describeMiss(miss)))}${note}`;
      }),
      ...timeline,
      ...describeStory(result, until).map((line) => dim(`  ${line}`)),
    ];
  });
  const failures = results.filter((result) => !passed(result)).length;
  const outcome = failures > 0 ? `${failures} failed` : results.length > 0 ? "all passed" : "nothing was played";
  const mistakes = problems.length === 0 ? "" : `; ${plural(problems.length, "mistake")} in the scenario files`;
  const summary = `${plural(results.length, "scenario")}: ${outcome}${mistakes}`;
  const isGood = failures === 0 && results.length > 0 && problems.length === 0;
  return `${[...lines, "", isGood ? colors.green(summary) : colors.red(summary)].join("\n")}\n`;
}

/** Annotations at the lines of the scenario files. */
export const githubScenarios = ({ results, problems }: ScenarioReport): string =>
  [
    ...problems.map(({ file, line, column, message }) => command(file, line, column, message)),
    ...results.flatMap(({ file, scenario, misses }) =>
      misses.map((miss) => command(file, miss.line, 1, `${scenario.name}: ${describeMiss(miss)}`)),
    ),
  ].join("");

const command = (file: string, line: number, column: number, message: string): string =>
  workflowCommand("error", { file: repositoryPath(file), line, col: column, title: "kalint simulate" }, message);

const KINDS = {
  scenario: "An expectation of a scenario was not met.",
  "scenario-file": "A mistake in a scenario file.",
};

/** SARIF for code scanning: what was not met, and mistakes, at the lines of the scenario files. */
export function sarifScenarios({ results, problems }: ScenarioReport, version: string): string {
  const mistakes = problems.map((problem) => ({ ...problem, kind: "scenario-file", identity: problem.message }));
  const missed = results.flatMap(({ file, scenario, misses }) =>
    misses.map((miss) => {
      const message = `${scenario.name}: ${describeMiss(miss)}`;
      return { kind: "scenario", file, line: miss.line, column: 1, message, identity: message };
    }),
  );
  return sarifOfPlaces([...mistakes, ...missed], KINDS, { version, page: pageUrl("docs/simulate.md") });
}

/** JUnit's XML: a suite for each file, a case for each scenario, and one that is an error for each mistake. */
export function junitScenarios({ results, problems }: ScenarioReport): string {
  const files = [...new Set([...results, ...problems].map(({ file }) => file))];
  const suites = files.map((name) => {
    const own = results.filter(({ file }) => file === name);
    const mistakes = problems.filter(({ file }) => file === name);
    const cases = [...own.map(caseOf), ...mistakes.map(mistakeOf)].join("");
    return `  <testsuite${attributes({ name, ...countsOf(own, mistakes) })}>\n${cases}  </testsuite>\n`;
  });
  const head = attributes({ name: "kalint simulate", ...countsOf(results, problems) });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${head}>\n${suites.join("")}</testsuites>\n`;
}

const countsOf = (results: readonly ScenarioResult[], problems: ScenarioReport["problems"]) => ({
  tests: results.length + problems.length,
  failures: results.filter((result) => !passed(result)).length,
  errors: problems.length,
});

const mistakeOf = ({ file, line, column, message }: ScenarioProblem): string =>
  `    <testcase${attributes({ name: `line ${line}`, classname: file })}><error${attributes({ message, type: "scenario-file" })}>${escapeXml(`${file}:${line}:${column}: ${message}`)}</error></testcase>\n`;

function caseOf(result: ScenarioResult): string {
  const { file, scenario, misses } = result;
  const head = attributes({ name: scenario.name, classname: file });
  if (passed(result)) return `    <testcase${head}/>\n`;
  const place = (miss: Miss): string => `${file}:${miss.line}: ${describeMiss(miss)}`;
  const story = describeStory(result, Number.POSITIVE_INFINITY).join("\n");
  const message = misses.map(describeMiss).join("; ");
  return `    <testcase${head}><failure${attributes({ message, type: "expectation" })}>${escapeXml(`${misses.map(place).join("\n")}\n${story}`)}</failure></testcase>\n`;
}

/** The results as data; times in seconds. */
export const jsonScenarios = ({ results, problems }: ScenarioReport): string =>
  jsonText({
    version: 1,
    problems,
    scenarios: results.map((result) => ({
      file: result.file,
      line: result.scenario.line,
      name: result.scenario.name,
      passed: passed(result),
      checks: result.checks,
      orders: result.orders,
      failures: failuresOf(result),
      transitions: transitionsOf(result),
    })),
    summary: { scenarios: results.length, failed: results.filter((result) => !passed(result)).length },
  });
