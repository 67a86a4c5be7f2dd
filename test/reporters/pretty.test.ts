import { Chalk } from "chalk";
import { describe, expect, it } from "vitest";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.js";
import { countByRule } from "../../src/diagnostics/summary.js";
import { foldFindings } from "../../src/reporters/fold.js";
import { markdown } from "../../src/reporters/markdown.js";
import { pretty } from "../../src/reporters/pretty.js";
import { displayWidth } from "../../src/text/display-width.js";
import { SourceFile } from "../../src/text/source-file.js";
import { PAIR, reportOf, reportWith } from "../support/report.js";

const TEXT = "first line\nsecond line\nthird line\n";

interface Finding {
  readonly file: string;
  readonly line?: number;
  readonly message?: string;
  readonly rule?: string;
  readonly severity?: Diagnostic["severity"];
  readonly fix?: "safe" | "unsafe";
}

const finding = ({ file, line = 1, message = "a fact", rule = "some-rule", severity = "warning", fix }: Finding) => {
  const start = TEXT.split("\n", line - 1).join("\n").length + (line > 1 ? 1 : 0);
  const location = { file, start, end: start + 5 };
  return {
    rule,
    severity,
    message,
    location,
    related: [],
    nodes: [file],
    ...(fix && { fix: { title: "Do it", safety: fix, edits: [{ ...location, text: "" }] } }),
  } as const satisfies Diagnostic;
};

const report = (...findings: readonly Finding[]) => {
  const files = [...new Set(findings.map(({ file }) => file))];
  return reportWith(
    findings.map(finding),
    files.map((file) => new SourceFile(file, TEXT)),
  );
};

const lastLine = (text: string): string => text.trimEnd().split("\n").at(-1) ?? "";

describe("the same finding in several files", () => {
  const names = ["a.conf", "b.conf", "c.conf", "d.conf", "e.conf", "f.conf"];

  it("is shown once, with the other places after its lines and a count of those that do not fit", () => {
    const some = report(...names.slice(0, 2).map((file) => ({ file })));
    expect(pretty({ ...some, fold: true })).toBe(
      "a.conf:1:1 warning some-rule\n  a fact\n  1 │ first line\n    │ ^^^^^\n  also b.conf:1\n\n0 errors, 2 warnings, 0 info in 2 files\n",
    );
    const alsoOf = (count: number) =>
      /^ {2}also (.*)$/m.exec(
        pretty({ ...report(...names.slice(0, count).map((file) => ({ file }))), fold: true }),
      )?.[1];
    expect(alsoOf(4)).toBe("b.conf:1, c.conf:1, d.conf:1");
    expect(alsoOf(5)).toBe("b.conf:1, c.conf:1, d.conf:1 and 1 more file");
    expect(alsoOf(6)).toBe("b.conf:1, c.conf:1, d.conf:1 and 2 more files");
  });

  it("is listed each time where nothing is folded", () => {
    const text = pretty({ ...report(...names.map((file) => ({ file }))), fold: false });
    expect(text.match(/^\w\.conf:1:1 warning some-rule$/gm)).toHaveLength(6);
    expect(text).not.toContain("also");
  });

  it.each([
    ["another message", { message: "another fact" }],
    ["another severity", { severity: "error" }],
    ["another rule", { rule: "other-rule" }],
    ["another fix", { fix: "safe" }],
  ] as const)("is not the same with %s", (_, change) => {
    expect(foldFindings(report({ file: "a.conf" }, { file: "b.conf", ...change }).diagnostics)).toHaveLength(2);
  });

  it("joins the first of one file with the first of the next, so that each line of a file stays in sight", () => {
    const folded = foldFindings(
      report(
        { file: "a.conf", line: 1 },
        { file: "a.conf", line: 3 },
        { file: "b.conf", line: 2 },
        { file: "b.conf", line: 3 },
        { file: "c.conf", line: 1 },
      ).diagnostics,
    );
    const placesOf = (ones: readonly Diagnostic[]) =>
      ones.map(({ location }) => `${location.file} ${TEXT.slice(location.start, location.end)}`);
    expect(folded.map(({ diagnostic, others }) => placesOf([diagnostic, ...others]))).toEqual([
      ["a.conf first", "b.conf secon", "c.conf first"],
      ["a.conf third", "b.conf third"],
    ]);
  });
});

describe("the summary", () => {
  const fixable = (...fixes: readonly ("safe" | "unsafe")[]) =>
    lastLine(pretty(report(...fixes.map((fix, at) => ({ file: "a.conf", message: `fact ${at}`, fix })))));

  it.each([
    [["safe"], "0 errors, 1 warning, 0 info in 1 file; 1 can be fixed with --fix"],
    [["unsafe", "unsafe"], "0 errors, 2 warnings, 0 info in 1 file; 2 can be fixed with --fix --unsafe-fixes"],
    [
      ["safe", "unsafe", "unsafe"],
      "0 errors, 3 warnings, 0 info in 1 file; 1 can be fixed with --fix, 2 more with --unsafe-fixes",
    ],
  ] as const)("counts the fixes that %j has, also those that --fix alone would not apply", (fixes, line) => {
    expect(fixable(...fixes)).toBe(line);
  });

  it.each([
    [{ leftOut: 2 }, "; 2 other files skipped"],
    [{ skipped: { templates: 1, holes: 3, includes: 0 } }, "; 1 template with 3 unknown values"],
    [{ skipped: { templates: 2, holes: 3, includes: 3 } }, "; 2 templates with 3 unknown values; 3 includes not read"],
    [{ leftOut: 1, skipped: { templates: 0, holes: 3, includes: 1 } }, "; 1 other file skipped; 1 include not read"],
    [{ leftOut: 0, skipped: { templates: 0, holes: 3, includes: 0 } }, ""],
  ])("with %j says what was not checked", (left, end) => {
    const some = { ...report({ file: "a.conf" }), ...left };
    expect(lastLine(pretty(some))).toBe(`0 errors, 1 warning, 0 info in 1 file${end}`);
    expect(markdown(some)).toContain(`\n1 file checked: 0 errors, 1 warning, 0 info${end}\n`);
    const none = { ...reportWith([], [new SourceFile("a.conf", TEXT)]), ...left };
    expect(pretty(none)).toBe(`1 file checked, no problems found${end}\n`);
    expect(markdown(none)).toBe(`### kalint\n\n✅ 1 file checked, no problems found${end}\n`);
  });
});

describe("the table by rule", () => {
  it("has the gravest and the most frequent first, and the fixes of both kinds", () => {
    const some = report(
      { file: "a.conf", rule: "seldom" },
      { file: "a.conf", rule: "a-note", severity: "info" },
      ...Array.from({ length: 10 }, (): Finding => ({ file: "a.conf", rule: "often", fix: "unsafe" })),
      { file: "a.conf", rule: "mixed", severity: "info" },
      { file: "a.conf", rule: "mixed", severity: "error", fix: "safe" },
    );
    const text = pretty({ ...some, statistics: countByRule(some.diagnostics) });
    expect(text).toContain(`

Findings by rule
   2  error    mixed  (1 fixable)
  10  warning  often  (10 fixable)
   1  warning  seldom
   1  info     a-note

1 error, 11 warnings, 2 info in 1 file; `);
    expect(pretty(some)).not.toContain("Findings by rule");
  });
});

describe("a narrow terminal", () => {
  const colors = new Chalk({ level: 1 });
  const plain = (text: string) => text.replace(/\u001b\[[\d;]*m/g, "");

  it.each([40, 30, 80])("gets no line that is wider than its %i columns", (width) => {
    const some = { ...reportOf(PAIR), skipped: { templates: 12, holes: 3, includes: 3 }, leftOut: 2 };
    const wide = plain(pretty({ ...some, width, colors, fold: true }))
      .split("\n")
      .filter((line) => displayWidth(line) > width);
    expect(wide).toEqual([]);
    const none = { ...some, diagnostics: [] };
    expect(
      pretty({ ...none, width })
        .split("\n")
        .every((line) => displayWidth(line) <= width),
    ).toBe(true);
  });

  it("gets rule and severity below the place, and the counts above the rest", () => {
    const some = { ...report({ file: "keepalived/site-one/master.conf" }), leftOut: 3, width: 40 };
    const lines = pretty(some).split("\n");
    expect(lines.slice(0, 3)).toEqual(["keepalived/site-one/master.conf:1:1", "  warning some-rule", "  a fact"]);
    expect(lines.slice(-3)).toEqual(["0 errors, 1 warning, 0 info", "in 1 file; 3 other files skipped", ""]);
  });

  it("gets one line where both fit exactly", () => {
    const [head = ""] = pretty(report({ file: "a.conf" })).split("\n");
    expect(pretty({ ...report({ file: "a.conf" }), width: head.length }).split("\n")[0]).toBe(head);
    expect(pretty({ ...report({ file: "a.conf" }), width: head.length - 1 }).split("\n")[0]).toBe("a.conf:1:1");
  });
});
