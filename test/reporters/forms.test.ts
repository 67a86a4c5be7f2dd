import { SaxesParser } from "saxes";
import { describe, expect, it } from "vitest";
import { checkstyle } from "../../src/reporters/checkstyle.js";
import { compact } from "../../src/reporters/compact.js";
import { github } from "../../src/reporters/github.js";
import { gitlab } from "../../src/reporters/gitlab.js";
import { json } from "../../src/reporters/json.js";
import { junit } from "../../src/reporters/junit.js";
import { markdown } from "../../src/reporters/markdown.js";
import { pretty } from "../../src/reporters/pretty.js";
import { withHelp } from "../../src/reporters/report.js";
import { sarif } from "../../src/reporters/sarif.js";
import { SourceFile } from "../../src/text/source-file.js";
import { awkwardReport, PAIR, reportOf, reportWith } from "../support/report.js";

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly depth: number;
}

/** Elements of a document in order. A strict parser: whatever is not well-formed throws. */
function elements(xml: string): Element[] {
  const found: Element[] = [];
  const parser = new SaxesParser();
  let depth = 0;
  parser.on("opentag", ({ name, attributes }) => {
    found.push({ name, attributes: attributes as Record<string, string>, depth });
    depth += 1;
  });
  parser.on("closetag", () => {
    depth -= 1;
  });
  parser.write(xml).close();
  return found;
}

const named = (xml: string, name: string) => elements(xml).filter((one) => one.name === name);

describe("checkstyle", () => {
  it("has an element for each finding, in one for each file", () => {
    const xml = checkstyle(reportOf(PAIR));
    expect(named(xml, "file").map(({ attributes }) => attributes.name)).toEqual(Object.keys(PAIR));
    const { diagnostics } = reportOf(PAIR);
    expect(named(xml, "error").map(({ attributes }) => attributes.message)).toEqual(diagnostics.map(withHelp));
    expect(named(xml, "error").at(-1)?.attributes).toMatchObject({ line: "7", column: "19", severity: "error" });
  });

  it("stays well-formed with awkward texts and with none", () => {
    expect(named(checkstyle(awkwardReport()), "error")).toHaveLength(2);
    expect(elements(checkstyle(reportWith([], []))).map(({ name }) => name)).toEqual(["checkstyle"]);
  });
});

describe("JUnit", () => {
  it("has a failure for each error and warning, and counts them", () => {
    const xml = junit(reportOf(PAIR));
    const failures = named(xml, "failure");
    expect(failures.length).toBeGreaterThan(2);
    const suites = named(xml, "testsuite").map(({ attributes }) => attributes);
    const total = suites.reduce((sum, { failures: count }) => sum + Number(count), 0);
    expect(total).toBe(failures.length);
    expect(named(xml, "testsuites")[0]?.attributes).toMatchObject({ failures: String(total), errors: "0" });
    expect(named(xml, "testcase")).toHaveLength(Number(named(xml, "testsuites")[0]?.attributes.tests));
  });

  it("has a case that passes for a file without a finding, so that the file is seen", () => {
    const report = reportOf({ "good.conf": "" });
    expect(named(junit(report), "testcase").map(({ attributes }) => attributes)).toEqual([
      { name: "kalint", classname: "good.conf" },
    ]);
    expect(named(junit(report), "failure")).toEqual([]);
  });

  it("stays well-formed with awkward texts", () => {
    expect(named(junit(awkwardReport()), "failure")).toHaveLength(2);
  });
});

describe("GitLab code quality", () => {
  const SEVERITIES = ["info", "minor", "major", "critical", "blocker"];

  it.each([
    ["a pair", reportOf(PAIR)],
    ["awkward texts", awkwardReport()],
  ])("has what GitLab asks for: %s", (_, report) => {
    const issues = JSON.parse(gitlab(report));
    expect(issues).toHaveLength(report.diagnostics.length);
    for (const { description, check_name, fingerprint, severity, location } of issues) {
      expect([typeof description, typeof check_name, typeof location.path]).toEqual(["string", "string", "string"]);
      expect(fingerprint).toMatch(/^[0-9a-f]{40}$/);
      expect(SEVERITIES).toContain(severity);
      expect(Number.isInteger(location.lines.begin)).toBe(true);
      // A line, and nothing that a database refuses.
      expect(description).not.toContain("\n");
      expect(description + location.path).not.toMatch(/[\ud800-\udfff](?![\udc00-\udfff])/);
    }
    expect(new Set(issues.map(({ fingerprint }: { fingerprint: string }) => fingerprint)).size).toBe(issues.length);
  });

  it("names files as the repository does", () => {
    const [issue] = JSON.parse(gitlab(reportOf({ "./conf\\x.conf": "nonsense\n" })));
    expect(issue.location.path).toBe("conf/x.conf");
  });
});

describe("GitHub", () => {
  const lines = (text: string) => text.split("\n").filter((line) => line !== "");

  it("has one command a finding, which decodes to the finding", () => {
    const report = reportOf(PAIR);
    const commands = lines(github(report)).map((line) => /^::(error|warning|notice) ([^:]*)::(.*)$/.exec(line));
    expect(commands.map((found) => decode(found?.[3] ?? ""))).toEqual(
      report.diagnostics.map(({ message, help }) => (help === undefined ? message : `${message}\nhelp: ${help}`)),
    );
    const files = commands.map((found) => decode(/(?:^|,)file=([^,]*)/.exec(found?.[2] ?? "")?.[1] ?? ""));
    expect(files).toEqual(report.diagnostics.map(({ location }) => location.file));
  });

  it("names files as the repository does", () => {
    expect(github(reportOf({ "./conf\\x.conf": "nonsense\n" }))).toMatch(/^::error file=conf\/x\.conf,line=1,/);
  });

  it("lets no text end a command or begin another, and hides control characters", () => {
    const text = github(awkwardReport());
    expect(lines(text)).toHaveLength(2);
    expect(text.replaceAll("\n", "")).not.toMatch(/[\u0000-\u001f]/);
  });

  const decode = (text: string): string =>
    text.replace(/%(0A|0D|25|3A|2C)/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
});

describe("Markdown", () => {
  it("has a row a finding, whatever its texts hold", () => {
    const rows = (text: string) =>
      text.split("\n").filter((line) => line.startsWith("| ") && !line.startsWith("| ---"));
    expect(rows(markdown(reportOf(PAIR)))).toHaveLength(reportOf(PAIR).diagnostics.length + 1);
    const awkward = rows(markdown(awkwardReport()));
    expect(awkward).toHaveLength(3);
    for (const row of awkward) expect(row.split("|")).toHaveLength(6);
    expect(markdown(awkwardReport())).not.toMatch(/<b>|`e`/);
  });

  it("stays within what GitHub takes, and says how many findings are left", () => {
    const report = awkwardReport();
    const [one] = report.diagnostics;
    if (one === undefined) throw new Error("no finding");
    const many = Array.from({ length: 20_000 }, () => one);
    const text = markdown(reportWith(many, [...report.sources.values()]));
    expect(Buffer.byteLength(text)).toBeLessThan(1 << 20);
    expect(text).toContain("20000 errors");
    const rows = text.split("\n").filter((line) => line.startsWith("| ❌")).length;
    expect(text).toContain(`\n… and ${20_000 - rows} more\n`);
  });

  it("says so when nothing is found", () => {
    expect(markdown(reportOf({ "good.conf": "" }))).toBe("### kalint\n\n✅ 1 file checked, no problems found\n");
  });
});

describe("advice", () => {
  const source = new SourceFile("x.conf", "nonsense\n");
  const location = { file: "x.conf", start: 0, end: 8 };
  const finding = { rule: "some-rule", severity: "error", location, related: [], nodes: ["x.conf"] } as const;
  const report = (message: string) => reportWith([{ ...finding, message, help: "Remove the line." }], [source]);

  it("has a line of its own in the pretty report, after the frame", () => {
    expect(pretty(report("a fact"))).toBe(
      "x.conf:1:1 error some-rule\n  a fact\n  1 │ nonsense\n    │ ^^^^^^^^\n  help: Remove the line.\n\n1 error, 0 warnings, 0 info in 1 file\n",
    );
  });

  it("has a field of its own in JSON and in SARIF", () => {
    expect(JSON.parse(json(report("a fact"))).diagnostics[0]).toMatchObject({
      message: "a fact",
      help: "Remove the line.",
    });
    const [result] = JSON.parse(sarif(report("a fact"))).runs[0].results;
    expect(result).toMatchObject({ message: { text: "a fact" }, properties: { help: "Remove the line." } });
  });

  it("follows the message as a sentence where there is one text for both", () => {
    expect(JSON.parse(gitlab(report("a fact")))[0].description).toBe("a fact. Remove the line.");
    expect(JSON.parse(gitlab(report("did you mean this?")))[0].description).toBe("did you mean this? Remove the line.");
    expect(named(checkstyle(report("a fact")), "error")[0]?.attributes.message).toBe("a fact. Remove the line.");
    expect(github(report("a fact"))).toMatch(/::a fact%0Ahelp: Remove the line\.\n$/);
    expect(markdown(report("a fact"))).toContain("| a fact<br>Remove the line. |");
    expect(junit(report("a fact"))).toContain(">x.conf:1:1 a fact&#10;help: Remove the line.</failure>");
  });

  it("is left out of the lines that editors parse", () => {
    expect(compact(report("a fact"))).toBe("x.conf:1:1: error: a fact [some-rule]\n");
  });
});

describe("forms for people", () => {
  it.each([
    ["pretty", pretty],
    ["compact", compact],
  ])("%s sends no control character of a text to the terminal", (_, reporter) => {
    expect(reporter(awkwardReport())).not.toMatch(/[\u0000-\u0009\u000b-\u001f]|[\ud800-\udfff](?![\udc00-\udfff])/);
  });

  it("pretty shows the name of a rule as the link that it is given", () => {
    const report = {
      ...reportOf({ "x.conf": "nonsense\n" }),
      link: (rule: string, shown: string) => `<${rule}:${shown}>`,
    };
    expect(pretty(report)).toContain("error <unknown-keyword:unknown-keyword>\n");
    expect(pretty({ ...report, link: undefined })).toContain("error unknown-keyword\n");
  });
});
