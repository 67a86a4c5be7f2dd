import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { rules } from "../../src/rules/index.js";
import { lintExample } from "../support/check-rules.js";

const FOLDER = "fixtures/rules";
const MARK = /[#!]~(\^*)\s*([a-z0-9-]+(?:\s*,\s*[a-z0-9-]+)*)/g;

/** `line rule` of each mark: `#~ rule` for its own line, `#~^ rule` for the line above. */
function expected(file: string, text: string): string[] {
  return text
    .split("\n")
    .flatMap((line, index) =>
      [...line.matchAll(MARK)].flatMap(([, up = "", names = ""]) =>
        names.split(/\s*,\s*/).map((name) => `${file}:${index + 1 - up.length} ${name}`),
      ),
    );
}

/** A case is a file, or a folder whose files are given together. */
function cases(rule: string): [string, Record<string, string>][] {
  const folder = join(FOLDER, rule);
  return readdirSync(folder)
    .filter((name) => name.endsWith(".conf") || statSync(join(folder, name)).isDirectory())
    .map((name) => {
      const path = join(folder, name);
      const files = statSync(path).isDirectory() ? readdirSync(path).filter((file) => file.endsWith(".conf")) : [name];
      const base = statSync(path).isDirectory() ? path : folder;
      return [
        `${rule}/${name}`,
        Object.fromEntries(files.map((file) => [file, readFileSync(join(base, file), "utf8")])),
      ];
    });
}

const byName = new Map(rules.map((rule) => [rule.name, rule]));

describe.each(readdirSync(FOLDER).flatMap(cases))("%s", (name, texts) => {
  it("reports what its marks say, and nothing else above info", () => {
    const rule = byName.get(name.split("/")[0] ?? "");
    const { diagnostics, sources } = lintExample(texts, rule);
    const marks = Object.entries(texts).flatMap(([file, text]) => expected(file, text));
    const reported = diagnostics
      .filter((one) => one.severity !== "info" || one.rule === rule?.name)
      .map(({ rule: id, location: { file, start } }) => {
        const line = sources.find(({ path }) => path === file)?.positionAt(start).line;
        return `${file}:${line} ${id}`;
      });
    expect(reported.sort()).toEqual(marks.sort());
  });
});
