import { describe, expect, it } from "vitest";
import { topics } from "../../src/cli/topics.js";
import { ruleTexts } from "../../src/reference/index.js";
import { readRepositoryFile } from "../support/repository.js";
import { runCli } from "../support/run-cli.js";

const FILE = "fixtures/seed/master.conf";

describe("help", () => {
  it("by topic: each one that the general help names, and no other", () => {
    const named = /Topics: ([^(]+) \(kalint help TOPIC\)/.exec(runCli(["--help"]).stdout)?.[1]?.split(/,\s+/);
    expect(named).toEqual(Object.keys(topics));
    for (const topic of Object.keys(topics)) {
      expect(runCli(["help", topic])).toMatchObject({ status: 0, stdout: topics[topic], stderr: "" });
    }
  });

  it("for json names every key of the report, and no other", () => {
    const { stdout } = runCli(["--format", "json", "-"], { input: readRepositoryFile(FILE).repeat(2) });
    const keys = new Set<string>();
    JSON.parse(stdout, (key, value) => {
      if (/^[a-z]/.test(key)) keys.add(key);
      return value;
    });
    const words = [...(topics.json ?? "").matchAll(/"([a-z]+)"/gi)].map(([, word]) => word);
    // The others in quotes are values, or there only with advice or a cause.
    const others = new Set<string | undefined>(["error", "safe", "help", "causedBy"]);
    const named = words.filter((word) => !others.has(word));
    expect([...new Set(named)].sort()).toEqual([...keys].sort());
  });

  it("by command", () => {
    expect(runCli(["help", "format"]).stdout).toBe(runCli(["format", "--help"]).stdout);
    expect(runCli(["help"]).stdout).toBe(runCli(["--help"]).stdout);
  });

  it("fits 90 columns, and names options and rules that exist", () => {
    const text = Object.values(topics).join("");
    expect(text.split("\n").filter((line) => line.length > 90)).toEqual([]);
    const options = `${runCli(["lint", "--help"]).stdout}${runCli(["format", "--help"]).stdout}`;
    expect([...text.matchAll(/--[a-z-]+/g)].map(([option]) => option).filter((one) => !options.includes(one))).toEqual(
      [],
    );
    const rules = [...text.matchAll(/kalint-ignore(?:-file)? ([\w-]+)/g)].map(([, rule]) => rule);
    expect(rules.filter((rule) => !ruleTexts.some(({ name }) => name === rule))).toEqual([]);
  });
});

describe("the general help", () => {
  const { stdout } = runCli(["--help"]);

  it("says how files are checked, with examples that run", () => {
    expect(stdout).toContain("Usage: kalint [command] [options] <file...>");
    const examples = [...stdout.matchAll(/^ {2}kalint (\S.*?) {2,}/gm)].map(([, args = ""]) => args);
    expect(examples.length).toBeGreaterThan(3);
    for (const example of examples) {
      const args = example.replace(/(?:keepalived|conf)\/|(?:master|slave)\.conf/g, FILE).split(" ");
      expect(runCli(args.map((one) => (one === "--fix" ? "--fix-dry-run" : one))).stderr).toBe("");
    }
  });
});

describe("a wrong word", () => {
  it.each([
    [["formt", FILE], 'did you mean the command "kalint format"?'],
    [["--fromat", "json", FILE], "Did you mean --format?"],
    [["--format", "jsn", FILE], 'Did you mean "json"?'],
    [["--rule", "auth-pass-week=off", FILE], 'Did you mean "auth-pass-weak"?'],
    [["explain", "auth-pass-week"], 'Did you mean "auth-pass-weak"?'],
    [["help", "cluster"], 'Did you mean "clusters"?'],
    [["format", "--chek", FILE], "Did you mean --check?"],
  ])("%j gets a suggestion", (args, hint) => {
    expect(runCli(args)).toMatchObject({ status: 2, stderr: expect.stringContaining(hint) });
  });

  it("of a file gets none", () => {
    expect(runCli(["lint.conf"]).stderr).not.toContain("command");
  });
});
