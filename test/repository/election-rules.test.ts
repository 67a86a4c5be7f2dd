import { describe, expect, it } from "vitest";
import { readRepositoryFile, repositoryFiles } from "../support/repository.js";

const PAGE = "docs/election.md";
const TEXT = readRepositoryFile(PAGE);
const ROWS = [...TEXT.matchAll(/^\| ([A-Z]\d+) \| (.+) \| (.+) \|$/gm)];
const RULES = ROWS.map(([, id = ""]) => id);

/** Ids in a text: `B9`, `B1 to B4`. */
function idsIn(text: string): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const [, letter = "", first, last = first] of text.matchAll(/\b([A-Z])(\d{1,2})(?: to \1(\d{1,2}))?\b/g)) {
    for (let number = Number(first); number <= Number(last); number += 1) ids.add(`${letter}${number}`);
  }
  return ids;
}

const textOf = (...patterns: string[]): string =>
  repositoryFiles(...patterns)
    .map(readRepositoryFile)
    .join("\n");

/** Titles of tests that play something. */
const TITLES = [
  ...textOf("test/simulate/*.test.ts", "test/elections/recorded.test.ts").matchAll(/(?:name: |it\(\s*)"([^"]*)"/g),
].map(([, title = ""]) => title);

/** Modules in which nothing follows keepalived: they ask the model, count what it did, or go through scenarios. */
const ABOVE = [
  "ask",
  "expectations",
  "explore-pairs",
  "failures",
  "handover",
  "outcome",
  "play",
  "scenario",
  "sequences",
  "split",
  "steps",
  "clock",
  "restless",
  "explore",
];

describe(PAGE, () => {
  it("gives each rule an id of its own, and its source", () => {
    expect(RULES.length).toBeGreaterThan(100);
    expect(new Set(RULES).size).toBe(RULES.length);
    expect(ROWS.filter(([, , , source = ""]) => !/`\w+(?:\.c)?`/.test(source)).map(([row]) => row)).toEqual([]);
  });

  it.each(RULES)("has a test for %s", (rule) => {
    expect(TITLES.filter((title) => idsIn(title).has(rule))).not.toEqual([]);
  });

  it("is named by the code, rule by rule", () => {
    const named = idsIn(textOf("src/simulate/*.ts"));
    expect(RULES.filter((rule) => !named.has(rule))).toEqual([]);
  });

  it("has every rule that the code or a test names", () => {
    const named = idsIn([textOf("src/{simulate,forecast,scenarios}/*.ts"), ...TITLES].join("\n"));
    expect([...named].filter((id) => !RULES.includes(id))).toEqual([]);
  });

  it("is named by each part of the model", () => {
    const parts = repositoryFiles("src/simulate/*.ts").filter(
      (path) => !ABOVE.some((one) => path.endsWith(`/${one}.ts`)),
    );
    expect(parts.length).toBeGreaterThan(10);
    expect(parts.filter((path) => idsIn(readRepositoryFile(path)).size === 0)).toEqual([]);
  });
});
