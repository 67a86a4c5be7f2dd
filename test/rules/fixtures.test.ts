import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { documentedRules } from "../../src/rules/index.js";
import { findingsOf, fixCase, recordingOf } from "../support/recording.js";
import { badExamples, FOLDER, ruleCases } from "../support/rule-cases.js";

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

describe.each(ruleCases)("$name", (one) => {
  const { diagnostics, sources } = findingsOf(one);

  it("reports what its marks say, and nothing else above info", () => {
    const marks = Object.entries(one.texts).flatMap(([file, text]) => expected(file, text));
    const reported = diagnostics.map(({ rule, location: { file, start } }) => {
      const line = sources.find(({ path }) => path === file)?.positionAt(start).line;
      return `${file}:${line} ${rule}`;
    });
    expect(reported.sort()).toEqual(marks.sort());
  });

  if (diagnostics.length === 0) return;
  it("reads and is fixed as recorded", async () => {
    await expect(recordingOf(one)).toMatchFileSnapshot(join("../..", one.recording));
  });
});

it.each(badExamples)("$name reads and is fixed as recorded", async (one) => {
  await expect(recordingOf(one)).toMatchFileSnapshot(join("../..", one.recording));
});

describe.each(documentedRules)("$name", (rule) => {
  const cases = [...badExamples, ...ruleCases].filter((one) => one.rule === rule);
  const findings = cases.flatMap((one) => findingsOf(one).diagnostics.filter(({ rule: name }) => name === rule.name));

  it("has cases beside its examples, and a report", () => {
    expect(ruleCases.filter((one) => one.rule === rule).length).toBeGreaterThan(0);
    expect(findings.length).toBeGreaterThan(0);
  });

  it("has fixes that are as safe as it declares, and shows what they do", () => {
    const safeties = findings.flatMap(({ fix }) => fix?.safety ?? []);
    expect([...new Set(safeties)].filter((safety) => safety !== rule.fix && rule.fix !== "unsafe")).toEqual([]);
    if (rule.fix === undefined) return;
    expect(safeties).toContain(rule.fix);
    expect(cases.some((one) => fixCase(one, rule.fix ?? "safe").changed.size > 0)).toBe(true);
  });
});

it("has no recording of a case that is gone or reports nothing", () => {
  const files = readdirSync(FOLDER, { recursive: true, withFileTypes: true });
  const recordings = files.filter(({ name }) => name.endsWith(".out")).map((file) => join(file.parentPath, file.name));
  const wanted = [...badExamples, ...ruleCases]
    .filter((one) => findingsOf(one).diagnostics.length > 0)
    .map(({ recording }) => recording);
  expect(recordings.sort()).toEqual(wanted.sort());
});
