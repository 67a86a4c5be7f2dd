import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it, type TestContext } from "vitest";
import { tokenize } from "../../grammar/index.js";
import { format } from "../../src/index.js";
import type { Choose } from "../../src/template/choices.js";
import { MARK } from "../../src/template/placeholder.js";
import { readingsOf } from "../../src/template/readings.js";
import type { Section } from "../../src/template/sections.js";
import { readTemplate } from "../../src/template/template.js";
import { SourceFile } from "../../src/text/source-file.js";
import { execFileSync, spawnSync } from "../support/child-process.js";
import { type Case, renderAll } from "../support/engines/nunjucks.js";
import { requireProgram } from "../support/requirement.js";

const ENGINES = "test/support/engines";
const RUNS = 150;

/** How a language writes its tags; a tag may take the white space around it away. */
interface Dialect {
  readonly path: string;
  readonly language: "jinja" | "erb" | "go";
  readonly output: (name: string, before: string, after: string) => string;
  readonly control: (code: string, before: string, after: string) => string;
  readonly comment: (before: string, after: string) => string;
  /** Comments take nothing away, whatever `trimBlocks` says (nunjucks/src/lexer.js). */
  readonly keepsLineAfterComment?: true;
  readonly words: Readonly<Record<"if" | "else" | "endif" | "for" | "endfor", string>> & { readonly begin?: string };
}

const spaced = (mark: string, isAfter: boolean): string => (mark === "" ? "" : isAfter ? ` ${mark}` : `${mark} `);

const JINJA: Dialect = {
  path: "keepalived.conf.j2",
  language: "jinja",
  output: (name, before, after) => `{{${before} ${name} ${after}}}`,
  control: (code, before, after) => `{%${before} ${code} ${after}%}`,
  comment: (before, after) => `{#${before} note }} %} ${after}#}`,
  words: { if: "if ", else: "else", endif: "endif", for: "for one in many", endfor: "endfor" },
};

const ERB: Dialect = {
  path: "keepalived.conf.erb",
  language: "erb",
  output: (name, _, after) => `<%= ${name} ${after}%>`,
  control: (code, before, after) => `<%${before} ${code} ${after}%>`,
  comment: (_, after) => `<%# note ${after}%>`,
  words: { if: "if ", else: "else", endif: "end", for: "many.each do |one|", endfor: "end" },
};

const GO: Dialect = {
  path: "keepalived.conf.tmpl",
  language: "go",
  output: (name, before, after) => `{{${spaced(before, false)}$.${name}${spaced(after, true)}}}`,
  control: (code, before, after) => `{{${spaced(before, false)}${code}${spaced(after, true)}}}`,
  comment: (before, after) => `{{${spaced(before, false)}/* note }} */${spaced(after, true)}}}`,
  words: { if: "if $.", else: "else", endif: "end", for: "range $.many", endfor: "end" },
};

const NUNJUCKS: Dialect = { ...JINJA, comment: () => "{# note }} %} #}", keepsLineAfterComment: true };

const EPP: Dialect = {
  path: "keepalived.conf.epp",
  language: "erb",
  output: (name, _, after) => `<%= $${name} ${after}%>`,
  control: (code, before, after) => `<%${before} ${code} ${after}%>`,
  comment: (_, after) => `<%# note ${after}%>`,
  words: { if: "if $", begin: " {", else: "} else {", endif: "}", for: "$many.each |$one| {", endfor: "}" },
};

const LITERALS = ["a", "bb", "c d", " ", "  ", "\n", "\n", "\n\n", " {\n", "\n}\n", " }", "\t", ' "q r" '];

/** Texts of a template with outputs `out…` and conditions `cond…`, each used once. */
function templatesOf({ output, control, comment, words }: Dialect): fc.Arbitrary<string> {
  const trim = fc.constantFrom("", "", "-");
  const tag = (code: string) => fc.tuple(trim, trim).map(([before, after]) => control(code, before, after));
  const literal = fc.array(fc.constantFrom(...LITERALS), { minLength: 1, maxLength: 4 }).map((all) => all.join(""));
  const { body } = fc.letrec<{ body: string; choice: string; loop: string }>((tie) => ({
    body: fc
      .array(
        fc.oneof(
          { maxDepth: 2 },
          literal,
          fc.tuple(trim, trim).map(([before, after]) => output("OUT", before, after)),
          fc.tuple(trim, trim).map(([before, after]) => comment(before, after)),
          tie("choice"),
          tie("loop"),
        ),
        { maxLength: 4 },
      )
      .map((all) => all.join("")),
    choice: fc
      .tuple(
        tag(`${words.if}COND${words.begin ?? ""}`),
        tie("body"),
        fc.option(fc.tuple(tag(words.else), tie("body"))),
        tag(words.endif),
      )
      .map(([open, then, rest, close]) => open + then + (rest ?? []).join("") + close),
    loop: fc.tuple(tag(words.for), tie("body"), tag(words.endfor)).map((all) => all.join("")),
  }));
  let number = 0;
  return body.map((text) =>
    `k ${text}\n`
      .replace(/(?<=\{)(?=\{[{%#])/g, " ")
      .replace(/OUT|COND/g, (name) => `${name.toLowerCase()}${number++}`),
  );
}

/** Words by line, and braces; what is known of neither as a mark. */
const wordsOf = (text: string): string =>
  tokenize(new SourceFile("", text))
    .tokens.map(({ words, image }) =>
      words.length === 0 ? image.replace(/[\r\n]+/, "\n") : words.map((word) => word.text).join(" "),
    )
    .join("|")
    .replace(/(?:\|?\n)*\|?([{}])(?:\|?\n\|?)*/g, "|$1|")
    .replace(/\|+(?:\n\|*)*/g, (found) => (found.includes("\n") ? "\n" : "|"))
    .trim();

/** Outputs are words, and conditions are as a way takes them. */
function valuesFor(text: string, sections: readonly Section[], choose: Choose): Record<string, string | boolean> {
  const values: Record<string, string | boolean> = {};
  for (const [name] of text.matchAll(/(?:out|cond)\d+/g)) values[name] = name.startsWith("out") ? `Q${name}q` : false;
  const take = (all: readonly Section[]): void => {
    for (const section of all) {
      const index = choose(section);
      const name = /cond\d+/.exec(section.branches[0]?.condition ?? "")?.[0];
      if (name !== undefined) values[name] = index === 0;
      take(section.branches[index]?.sections ?? []);
    }
  };
  take(sections);
  return values;
}

/** Begins what an engine says of a template that it refuses: EPP those with a branch that puts nothing out. */
const REFUSED = "REFUSED";

type Render = (cases: readonly Case[]) => readonly string[];

const renderedBy =
  (program: string, ...args: string[]): Render =>
  (cases) =>
    JSON.parse(execFileSync(program, args, { encoding: "utf8", input: JSON.stringify(cases) }));

/** What a reading does not know is any text in one word. */
function patternOf(words: string): RegExp {
  const source = words
    .replace(/[.*+?^$(){}|[\]\\]/g, "\\$&")
    .replace(new RegExp(`${MARK}[0-9A-Za-z]{2}_*|${MARK}_*`, "g"), "[^ |\\n]*");
  return new RegExp(`^${source}$`);
}

function check(dialect: Dialect, render: Render): void {
  const texts = fc.sample(templatesOf(dialect), { numRuns: RUNS, seed: 14 });
  const cases: (Case & { readonly reading: string })[] = [];
  const pairs: Case[] = [];
  for (const text of texts) {
    // EPP is known by its variables.
    if (dialect === EPP && !text.includes("$")) continue;
    const template = readTemplate(text, dialect.language);
    expect(template.stray, text).toBeUndefined();
    const formatted = format(text, { path: dialect.path });
    for (const { text: reading, choose, joinsLines } of readingsOf(template)) {
      if (joinsLines && dialect.keepsLineAfterComment && text.includes("{#")) continue;
      const values = valuesFor(text, template.sections, choose);
      cases.push({ text, values, joinsLines, reading });
      if (formatted.kind === "formatted")
        pairs.push({ text: formatted.text, values, joinsLines }, { text, values, joinsLines });
    }
  }
  const rendered = render([...cases, ...pairs]);
  for (const [at, { text, reading }] of cases.entries()) {
    if (rendered[at]?.startsWith(REFUSED)) continue;
    expect(wordsOf(rendered[at] ?? ""), text).toMatch(patternOf(wordsOf(reading)));
  }
  for (let at = 0; at < pairs.length; at += 2) {
    const [after, before] = [cases.length + at, cases.length + at + 1].map((one) => wordsOf(rendered[one] ?? ""));
    expect(after, pairs[at]?.text).toBe(before);
  }
  expect(pairs.length).toBeGreaterThan(20);
}

const needs = (context: TestContext, name: string, ...[program = "", ...args]: string[]): void =>
  requireProgram(context, spawnSync(program, args).status === 0, name);

describe("what a reading has, and what a formatted template says, is what is rendered by", () => {
  it("Jinja2", { timeout: 120_000 }, (context) => {
    needs(context, "python3-jinja2", "python3", "-c", "import jinja2");
    check(JINJA, renderedBy("python3", `${ENGINES}/values.py`));
  });

  it("ERB", { timeout: 120_000 }, (context) => {
    needs(context, "ruby", "ruby", "-e", "require 'erb'");
    check(ERB, renderedBy("ruby", `${ENGINES}/values.rb`));
  });

  it("EPP", { timeout: 120_000 }, (context) => {
    needs(context, "puppet-agent", "ruby", "-e", "require 'puppet'");
    check(EPP, renderedBy("ruby", `${ENGINES}/values-epp.rb`));
  });

  it("nunjucks", { timeout: 120_000 }, () => check(NUNJUCKS, renderAll));

  it("Go", { timeout: 180_000 }, (context) => {
    needs(context, "go", "go", "version");
    const folder = mkdtempSync(join(tmpdir(), "kalint-rendered-"));
    try {
      execFileSync("go", ["build", "-o", join(folder, "values"), `${ENGINES}/values.go`]);
      check(GO, renderedBy(join(folder, "values")));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
