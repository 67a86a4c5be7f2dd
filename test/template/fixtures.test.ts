import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { lint } from "../../src/index.js";
import { SourceFile } from "../../src/text/source-file.js";

const FOLDER = "fixtures/templates";

const files = readdirSync(FOLDER, { recursive: true, encoding: "utf8" })
  .filter((name) => /\.[a-z0-9]+$/.test(name))
  .sort();

/** `#~ rule` at the end of a line: what has to be reported there, as `line rule`. */
const marksIn = (text: string): string[] =>
  text.split("\n").flatMap((line, index) => {
    const rules = /#~ ([a-z0-9, -]+)/.exec(line)?.[1]?.trim().split(/,\s*/) ?? [];
    return rules.map((rule) => `${index + 1} ${rule}`);
  });

describe("a template", () => {
  it("exists in each language, and often", () => {
    expect(files.length).toBeGreaterThanOrEqual(40);
  });

  it.each(files)("%s has the marked findings and no other", (name) => {
    const text = readFileSync(join(FOLDER, name), "utf8");
    const path = name.split("/").at(-1) ?? name;
    const source = new SourceFile(path, text);
    const found = lint([{ path, text }])
      .filter(({ severity }) => severity !== "info")
      .map(({ rule, location }) => `${source.positionAt(location.start).line} ${rule}`);
    expect(found.sort()).toEqual(marksIn(text).sort());
  });

  it.each(files)("%s is named as one, or has no mark of one", (name) => {
    const text = readFileSync(join(FOLDER, name), "utf8");
    const notes = lint([{ path: name, text }]).filter(({ rule }) => rule === "template-text");
    expect(notes).toHaveLength(name.includes("names-that-the-file-defines") ? 0 : 1);
  });
});
