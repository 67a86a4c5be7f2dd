import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, type TestContext } from "vitest";
import { tokenize } from "../../grammar/index.js";
import { format } from "../../src/format/index.js";
import { findTemplate } from "../../src/template/find-mark.js";
import type { TemplateLanguage } from "../../src/template/tag.js";
import { SourceFile } from "../../src/text/source-file.js";
import { execFileSync, spawnSync } from "../support/child-process.js";
import { renderWithSeed } from "../support/engines/nunjucks.js";
import { requireProgram } from "../support/requirement.js";

const FIXTURES = "fixtures/templates";
const ENGINES = "test/support/engines";
const SEEDS = 6;

/** The words of each line, and the braces, as keepalived splits them. */
const wordsOf = (text: string): string[] =>
  tokenize(new SourceFile("", text)).tokens.map(({ words, image }) =>
    words.length === 0 ? image : words.map((word) => word.text).join(" "),
  );

interface Texts {
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

function formattedFixtures(language: TemplateLanguage): Texts[] {
  return readdirSync(FIXTURES, { recursive: true, encoding: "utf8" }).flatMap((name) => {
    if (!name.includes(".")) return [];
    const before = readFileSync(join(FIXTURES, name), "utf8");
    if (findTemplate(before, name)?.language !== language || name.endsWith(".epp")) return [];
    const result = format(before, { path: name });
    return result.kind === "refused" ? [] : [{ name: name.replaceAll("/", "_"), before, after: result.text }];
  });
}

/** What texts become with a number that decides all values; each text in one way or several. */
type Render = (texts: readonly string[], seed: number) => readonly (readonly string[])[];

/** By a program that takes the number and paths, and answers with the texts by path. */
const renderedBy =
  (folder: string, program: string, ...args: string[]): Render =>
  (texts, seed) => {
    const paths = texts.map((text, at) => {
      const path = join(folder, String(at));
      writeFileSync(path, text);
      return path;
    });
    const out = execFileSync(program, [...args, String(seed), ...paths], { encoding: "utf8" });
    const rendered: Record<string, string[]> = JSON.parse(out);
    return paths.map((path) => rendered[path] ?? []);
  };

function compare(render: Render, all: readonly Texts[]): number {
  const texts = all.flatMap(({ before, after }) => [before, after]);
  let count = 0;
  for (let seed = 0; seed < SEEDS; seed++) {
    const rendered = render(texts, seed);
    for (const [at, { name }] of all.entries()) {
      const [before = [], after = []] = rendered.slice(2 * at, 2 * at + 2);
      for (const [way, text] of before.entries()) {
        if (text.startsWith("ERROR")) continue;
        expect(wordsOf(after[way] ?? ""), name).toEqual(wordsOf(text));
        count++;
      }
    }
  }
  return count;
}

/** The engines are not part of a usual machine. */
const needs = (context: TestContext, name: string, ...[program = "", ...args]: string[]): void =>
  requireProgram(context, spawnSync(program, args).status === 0, name);

describe("a formatted template means the same to keepalived, rendered by", () => {
  const inFolder = (work: (folder: string) => void): void => {
    const folder = mkdtempSync(join(tmpdir(), "kalint-engines-"));
    try {
      work(folder);
    } finally {
      rmSync(folder, { recursive: true });
    }
  };

  it("Jinja2", { timeout: 120_000 }, (context) => {
    needs(context, "python3-jinja2", "python3", "-c", "import jinja2");
    const all = formattedFixtures("jinja");
    inFolder((folder) => {
      expect(compare(renderedBy(folder, "python3", `${ENGINES}/render.py`), all)).toBeGreaterThan(150);
    });
  });

  it("nunjucks", { timeout: 60_000 }, () => {
    const render: Render = (texts, seed) => texts.map((text) => renderWithSeed(text, seed));
    expect(compare(render, formattedFixtures("jinja"))).toBeGreaterThan(150);
  });

  it("ERB", { timeout: 120_000 }, (context) => {
    needs(context, "ruby", "ruby", "-e", "require 'erb'");
    const all = formattedFixtures("erb");
    inFolder((folder) => {
      expect(compare(renderedBy(folder, "ruby", `${ENGINES}/render.rb`), all)).toBeGreaterThan(20);
    });
  });

  it("Go", { timeout: 180_000 }, (context) => {
    needs(context, "go", "go", "version");
    const all = formattedFixtures("go");
    inFolder((folder) => {
      const program = join(folder, "render");
      execFileSync("go", ["build", "-o", program, `${ENGINES}/render.go`]);
      expect(compare(renderedBy(folder, program), all)).toBeGreaterThan(20);
    });
  });
});
