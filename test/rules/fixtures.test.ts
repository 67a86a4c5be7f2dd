import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { documentedRules } from "../../src/rules/index.js";
import { findingsOf, fixCase, recordingOf } from "../support/recording.js";
import { badExamples, FOLDER, type RuleCase, ruleCases } from "../support/rule-cases.js";

const MARK = /[#!]~(\^*)\s*([a-z0-9-]+(?:\s*,\s*[a-z0-9-]+)*)/g;

/** `file:line rule` of each mark: `#~ rule` for its own line, `#~^ rule` for the line above. */
function marksIn({ texts }: RuleCase): string[] {
  const lines = Object.entries(texts).flatMap(([file, text]) =>
    text.split("\n").map((line, index) => [file, line, index + 1] as const),
  );
  return lines.flatMap(([file, line, number]) =>
    [...line.matchAll(MARK)].flatMap(([, up = "", names = ""]) =>
      names.split(/\s*,\s*/).map((name) => `${file}:${number - up.length} ${name}`),
    ),
  );
}

const expectRecorded = (one: RuleCase) => expect(recordingOf(one)).toMatchFileSnapshot(join("../..", one.recording));

describe("cases", () => {
  it.each(ruleCases)(
    "$name reports what its marks say and nothing else above info, and reads as recorded",
    async (one) => {
      const { diagnostics, sources } = findingsOf(one);
      const reported = diagnostics.map(({ rule, location: { file, start } }) => {
        const line = sources.find(({ path }) => path === file)?.positionAt(start).line;
        return `${file}:${line} ${rule}`;
      });
      expect(reported.sort()).toEqual(marksIn(one).sort());
      if (diagnostics.length > 0) await expectRecorded(one);
      else expect(existsSync(one.recording)).toBe(false);
    },
  );

  it.each(badExamples)("$name reads as recorded", expectRecorded);

  it("have no recording that is theirs no longer", () => {
    const known = new Set([...badExamples, ...ruleCases].map(({ recording }) => recording));
    const files = readdirSync(FOLDER, { recursive: true, encoding: "utf8" }).map((path) => join(FOLDER, path));
    expect(files.filter((path) => path.endsWith(".out") && !known.has(path))).toEqual([]);
  });
});

describe.each(documentedRules)("$name", (rule) => {
  const ofRule = ({ rule: { name } }: RuleCase) => name === rule.name;
  const cases = [...badExamples, ...ruleCases].filter(ofRule);

  it("has cases beside its examples", () => {
    expect(ruleCases.filter(ofRule)).not.toEqual([]);
  });

  it("declares the fixes that its findings have, and shows what they do", () => {
    const own = cases.flatMap((one) => findingsOf(one).diagnostics.filter(({ rule: name }) => name === rule.name));
    const safeties = new Set(own.flatMap(({ fix }) => fix?.safety ?? []));
    if (rule.fix === undefined) return expect([...safeties]).toEqual([]);
    const declared = rule.fix === "mixed" ? (["safe", "unsafe"] as const) : [rule.fix];
    expect([...safeties].sort()).toEqual(declared);
    for (const safety of declared) expect(cases.some((one) => fixCase(one, safety).changed.size > 0)).toBe(true);
  });
});
