import { describe, expect, it } from "vitest";
import { rules } from "../../src/rules/index.js";
import { readSettings } from "../../src/settings/read-settings.js";
import { settingsShape } from "../../src/settings/shape.js";

const shape = settingsShape(rules);

/** `line:column message` of each problem. */
function problemsOf(text: string): string[] {
  const result = readSettings(text, { file: "kalint.config.json", below: [], shape });
  if (result.kind === "read") return [];
  return result.problems.map(({ line, column, message }) => `${line}:${column} ${message}`);
}

describe("readSettings", () => {
  it("reads JSON with comments, trailing commas and a byte order mark", () => {
    const text = `\ufeff{
  // The release of Debian 12.
  "target": "2.2.7", /* and */
  "rules": { "formatting": "warning", "unknown-keyword": ["error", { "extraKeywords": ["foo"] }] },
  "overrides": [{ "files": ["lab/**"], "target": "2.3.4", "rules": { "formatting": "off" } }],
  "clusters": { "main": ["a.conf", "b.conf@main"] },
  "ignore": ["*.bak"],
  "format": { "indent": "tab" },
  "extends": ["./base.json"],
}`;
    expect(problemsOf(text)).toEqual([]);
  });

  it.each([
    ["nothing", "", "1:1 invalid JSON: expected a value"],
    ["no JSON", "{ rules }", "1:3 invalid JSON: invalid symbol"],
    ["an end too early", '{ "rules": {', '1:13 invalid JSON: expected "}"'],
    ["a list", "[]", "1:1 expected an object"],
    ["an unknown key", '{\n  "targt": "2.2.7" }', '2:3 unknown key "targt"; did you mean "target"?'],
    ["a key of every object", '{ "__proto__": {} }', '1:3 unknown key "__proto__"'],
    ["a key twice", '{ "target": "2.2.7", "target": "2.2.8" }', '1:22 "target" is given twice'],
    ["no release", '{ "target": "2.2" }', '1:13 use a release such as 2.2.7 instead of "2.2"'],
    ["a release that never was", '{ "target": "2.2.99" }', "1:13 unknown release 2.2.99; 2.2 ends with 2.2.8"],
    ["a number for a text", '{ "target": 2 }', "1:13 expected a string"],
    [
      "an unknown rule",
      '{ "rules": { "formating": "off" } }',
      '1:14 unknown rule "formating"; did you mean "formatting"?',
    ],
    ["a rule unlike any", '{ "rules": { "x": "off" } }', '1:14 unknown rule "x"'],
    [
      "an unknown severity",
      '{ "rules": { "formatting": "warn" } }',
      '1:28 expected off, info, warning or error; did you mean "warning"?',
    ],
    ["a number for a severity", '{ "rules": { "formatting": 1 } }', "1:28 expected off, info, warning or error"],
    [
      "an unknown option",
      '{ "rules": { "unknown-keyword": ["error", { "extraKeyword": [] }] } }',
      '1:45 unknown option "extraKeyword"; did you mean "extraKeywords"?',
    ],
    [
      "an option of another type",
      '{ "rules": { "unknown-keyword": ["error", { "extraKeywords": "a" }] } }',
      "1:62 expected a list",
    ],
    [
      "an unknown word in an option",
      '{ "rules": { "inconsistent-keyword-alias": ["info", { "family": "lvss" }] } }',
      '1:65 expected lb or lvs; did you mean "lvs"?',
    ],
    [
      "a flag that is none",
      '{ "rules": { "script-user-missing": ["error", { "assumeScriptUser": 1 }] } }',
      "1:69 expected true or false",
    ],
    [
      "a list for a rule that is no choice",
      '{ "rules": { "formatting": ["error", {}, 1] } }',
      "1:28 expected [severity] or [severity, { options }]",
    ],
    [
      "an empty list for a rule",
      '{ "rules": { "formatting": [] } }',
      "1:28 expected [severity] or [severity, { options }]",
    ],
    [
      "an unknown severity in a list",
      '{ "rules": { "formatting": ["of"] } }',
      '1:29 expected off, info, warning or error; did you mean "off"?',
    ],
    ["an override without files", '{ "overrides": [{ "rules": {} }] }', '1:17 "files" is missing'],
    ["an override for no files", '{ "overrides": [{ "files": [] }] }', "1:28 expected at least a pattern"],
    [
      "a setting that overrides cannot have",
      '{ "overrides": [{ "files": ["a"], "ignore": [] }] }',
      '1:35 unknown key "ignore"',
    ],
    ["a cluster without a name", '{ "clusters": { "": ["a.conf"] } }', "1:17 expected a string that is not empty"],
    ["a cluster without files", '{ "clusters": { "main": [] } }', "1:25 expected at least a file"],
    [
      "a pattern that begins with a dot",
      '{ "ignore": ["./a"] }',
      "1:14 this never matches: a pattern is relative to the folder of this file, without ./ or ../",
    ],
    [
      "a pattern that leads out",
      '{ "overrides": [{ "files": ["!../*"] }] }',
      "1:29 this never matches: a pattern is relative to the folder of this file, without ./ or ../",
    ],
    [
      "a comment for a pattern",
      '{ "ignore": ["# a"] }',
      "1:14 this is a comment, as in .gitignore; use \\\\# for a name that begins with #",
    ],
    [
      "a pattern that does not end",
      '{ "ignore": ["[a"] }',
      "1:14 this never matches: [ without ], or a backslash at the end",
    ],
    [
      "a pattern with half an escape",
      '{ "ignore": ["a\\\\"] }',
      "1:14 this never matches: [ without ], or a backslash at the end",
    ],
    ["a cluster of one text", '{ "clusters": { "main": "a.conf" } }', "1:25 expected a list"],
    ["an empty name", '{ "clusters": { "main": [""] } }', "1:26 expected a string that is not empty"],
    ["too wide an indent", '{ "format": { "indent": 20 } }', '1:25 expected 1 to 16, or "tab"'],
    ["an indent of another kind", '{ "format": { "indent": "wide" } }', '1:25 expected 1 to 16, or "tab"'],
    ["a number to extend", '{ "extends": 7 }', "1:14 expected a string"],
  ])("tells the place of %s", (_, text, problem) => {
    expect(problemsOf(text)).toEqual([problem]);
  });

  it.each(["*.conf", "!a", "/a/**", "[!a]b", "[]a]", "\\\\[a", "\\\\#a", "a b", ".hidden", "a/../b", "..."])(
    "takes the pattern %s",
    (pattern) => expect(problemsOf(`{ "ignore": ["${pattern}"], "rules": { "formatting": ["error"] } }`)).toEqual([]),
  );

  it("tells all mistakes at once", () => {
    expect(problemsOf('{ "a": 1, "target": 2, "b": 3 }')).toHaveLength(3);
  });

  it("stays usable when a file is deep", () => {
    expect(problemsOf(`{ "ignore": ${"[".repeat(2000)}${"]".repeat(2000)} }`)).not.toEqual([]);
  });

  it("finds the settings in a package.json", () => {
    const text = '{ "name": "x",\n  "kalint": { "targt": "1" } }';
    const result = readSettings(text, { file: "package.json", below: ["kalint"], shape });
    expect(result).toMatchObject({ kind: "problems", problems: [{ line: 2, column: 15 }] });
  });
});
