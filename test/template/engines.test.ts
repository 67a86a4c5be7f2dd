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

/** Renders all texts with one seed; the engine answers with the texts by path. */
function compare(command: readonly string[], all: readonly Texts[], folder: string): number {
  for (const { name, before, after } of all) {
    writeFileSync(join(folder, `a-${name}`), before);
    writeFileSync(join(folder, `b-${name}`), after);
  }
  const paths = all.flatMap(({ name }) => [join(folder, `a-${name}`), join(folder, `b-${name}`)]);
  let rendered = 0;
  for (let seed = 0; seed < SEEDS; seed++) {
    const [program = "", ...args] = command;
    const out = execFileSync(program, [...args, String(seed), ...paths], { encoding: "utf8" });
    const texts: Record<string, string[]> = JSON.parse(out);
    for (const { name } of all) {
      const [before, after] = ["a", "b"].map((side) => texts[join(folder, `${side}-${name}`)] ?? []);
      for (const [at, text] of (before ?? []).entries()) {
        if (text.startsWith("ERROR")) continue;
        expect(wordsOf(after?.[at] ?? ""), name).toEqual(wordsOf(text));
        rendered++;
      }
    }
  }
  return rendered;
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
      expect(compare(["python3", `${ENGINES}/render.py`], all, folder)).toBeGreaterThan(150);
    });
  });

  it("ERB", { timeout: 120_000 }, (context) => {
    needs(context, "ruby", "ruby", "-e", "require 'erb'");
    const all = formattedFixtures("erb");
    inFolder((folder) => {
      expect(compare(["ruby", `${ENGINES}/render.rb`], all, folder)).toBeGreaterThan(20);
    });
  });

  it("Go", { timeout: 180_000 }, (context) => {
    needs(context, "go", "go", "version");
    const all = formattedFixtures("go");
    inFolder((folder) => {
      const program = join(folder, "render");
      execFileSync("go", ["build", "-o", program, `${ENGINES}/render.go`]);
      expect(compare([program], all, folder)).toBeGreaterThan(20);
    });
  });
});
