import { createRequire } from "node:module";
import { error, notice, warning } from "@actions/core";
import { parseProblemMatchersJson } from "@rushstack/problem-matcher";
import { parse, type TestSuites } from "junit2json";
import { SaxesParser } from "saxes";
import { afterEach, describe, expect, it, vi } from "vitest";
import { checkstyle } from "../../src/reporters/checkstyle.js";
import { compact } from "../../src/reporters/compact.js";
import { github } from "../../src/reporters/github.js";
import { junit } from "../../src/reporters/junit.js";
import { positionIn, type Report, withHelp } from "../../src/reporters/report.js";
import { awkwardReport, PAIR, reportOf } from "../support/report.js";
import { readRepositoryFile } from "../support/repository.js";

const require = createRequire(import.meta.url);

/** It comes without types. */
const checkstyleFormatter: (results: readonly object[]) => string = require("checkstyle-formatter");

/** The places of a report's findings, with what is said of them. */
const placed = (report: Report) =>
  report.diagnostics.map(({ rule, severity, message, help, location: { file, start, end } }) => ({
    ...{ rule, severity, message, help, file },
    start: positionIn(report, file, start),
    end: positionIn(report, file, end),
  }));

const pair = reportOf(PAIR);

describe("JUnit's XML, read by junit2json", () => {
  it("has every error and warning, with counts that are true", async () => {
    const { testsuite = [], tests, failures } = (await parse(junit(pair))) as TestSuites;
    const cases = testsuite.flatMap(({ testcase = [] }) => testcase);
    const found = cases.flatMap(({ classname, failure = [] }) =>
      failure.map(({ message, type }) => ({ file: classname, severity: type, message })),
    );
    const failing = pair.diagnostics.filter(({ severity }) => severity !== "info");
    expect(found).toEqual(
      failing.map(({ location, severity, message }) => ({ file: location.file, severity, message })),
    );
    expect({ tests, failures }).toEqual({ tests: cases.length, failures: failing.length });
    for (const suite of testsuite) expect(suite.tests).toBe(suite.testcase?.length);
  });
});

describe("Checkstyle's XML", () => {
  it("is what checkstyle-formatter writes of the same findings", () => {
    const results = pair.files.map((filename) => ({
      // It escapes everything but names.
      filename: filename.replace(/&/g, "&amp;").replace(/</g, "&lt;"),
      messages: placed(pair)
        .filter(({ file }) => file === filename)
        .map(({ rule, severity, start, ...texts }) => ({
          ...start,
          severity,
          message: withHelp(texts),
          source: `kalint.${rule}`,
        })),
    }));
    expect(elements(checkstyle(pair))).toEqual(elements(checkstyleFormatter(results)));
  });

  function elements(xml: string): unknown[] {
    const found: unknown[] = [];
    const parser = new SaxesParser();
    parser.on("opentag", ({ name, attributes }) => found.push([name, { ...attributes }]));
    parser.write(xml).close();
    return found;
  }
});

describe("GitHub's commands", () => {
  const commands = { error, warning, info: notice };
  afterEach(() => vi.restoreAllMocks());

  it("are those that GitHub's own library writes", () => {
    const written: string[] = [];
    vi.spyOn(process.stdout, "write").mockImplementation((text) => written.push(String(text)) > 0);
    for (const { rule, severity, message, help, file, start, end } of placed(pair)) {
      const place = { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
      const text = help === undefined ? message : `${message}\nhelp: ${help}`;
      commands[severity](text, { title: `kalint(${rule})`, file, ...place });
    }
    vi.restoreAllMocks();
    expect(github(pair).trimEnd().split("\n").map(properties)).toEqual(written.map((line) => properties(line.trim())));
  });

  /** The order of properties is free. */
  function properties(line: string): unknown {
    const [, command, list = "", message] = /^::(\w+) (.*?)::(.*)$/.exec(line) ?? [];
    return { command, message, properties: list.split(",").sort() };
  }
});

describe("the problem matcher", () => {
  const { problemMatcher } = JSON.parse(readRepositoryFile("editors/problem-matcher.json"));

  it("has what GitHub asks for", () => {
    expect(problemMatcher).toEqual([{ owner: "kalint", pattern: [expect.objectContaining({ message: 5 })] }]);
  });

  it.each([
    ["a pair", pair],
    ["every severity", reportOf({ "x [y] 1:2: z.conf": "vrrp_instance [x] {\n}\nnonsense\n" })],
  ])("makes VS Code read every line of the compact report: %s", (_, report) => {
    const [matcher] = parseProblemMatchersJson([{ name: "kalint", ...problemMatcher[0] }]);
    const lines = compact(report).trimEnd().split("\n");
    expect(lines.map((line) => matcher?.exec(`${line}\n`))).toMatchObject(
      placed(report).map(({ rule: code, start, end: _, help: __, ...rest }) => ({ ...rest, ...start, code })),
    );
  });

  it("makes one problem of one finding, whatever its texts hold", () => {
    const [matcher] = parseProblemMatchersJson([{ name: "kalint", ...problemMatcher[0] }]);
    const lines = compact(awkwardReport()).trimEnd().split("\n");
    expect(lines.map((line) => matcher?.exec(`${line}\n`))).toMatchObject([
      { severity: "error", line: 2, column: 1, code: "unknown-keyword" },
      { severity: "error", line: 2, column: 1, code: "unknown-keyword" },
    ]);
  });
});
