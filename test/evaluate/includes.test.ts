import { describe, expect, it } from "vitest";
import { expandBraces, includeCheck, LENIENT } from "../../src/evaluate/includes.js";
import { type EvaluateOptions, evaluate, type FileReader } from "../../src/evaluate/index.js";
import { parseFile } from "../../src/syntax/tree.js";
import { SourceFile } from "../../src/text/source-file.js";

type Files = Readonly<Record<string, string>>;
type Read = ReturnType<FileReader["read"]>;

/** Files in memory, and what a name leads to that is no text. */
const reader = (
  files: Files,
  others: Readonly<Record<string, Exclude<Read, { kind: "text" }>["kind"]>> = {},
): FileReader => ({
  glob(pattern) {
    if (pattern === "many*") return undefined;
    const names = [...Object.keys(files), ...Object.keys(others)];
    const form = new RegExp(`^${pattern.replaceAll(".", "\\.").replaceAll("*", ".*")}$`);
    return names.filter((name) => form.test(name)).sort();
  },
  read(path) {
    const text = files[path];
    return text === undefined ? { kind: others[path] ?? "missing" } : { kind: "text", text };
  },
});

function read(text: string, files: Files = {}, options: Partial<EvaluateOptions> = {}) {
  const all = { "root.conf": text, ...files };
  const root = parseFile(new SourceFile("root.conf", text));
  const evaluated = evaluate(root, { configId: "", reader: reader(all), ...options });
  return {
    lines: evaluated.later.map(({ words }) => words.map(({ value }) => value).join(" ")),
    problems: evaluated.problems.flatMap((one) =>
      one.kind === "include" ? `${one.isError ? "error" : "note"} ${one.reason} ${one.pattern}` : [],
    ),
    files: evaluated.files.map(({ source }) => source.path),
    isComplete: evaluated.isComplete,
  };
}

describe("braces of a pattern", () => {
  it.each<[string, string[]]>([
    ["a", ["a"]],
    ["{a,b}", ["a", "b"]],
    ["x{a,b}y", ["xay", "xby"]],
    ["{a,b}{c,d}", ["ac", "ad", "bc", "bd"]],
    ["{a,{b,c}}", ["a", "b", "c"]],
    ["{a,x{b,c}y,d}", ["a", "xby", "xcy", "d"]],
    ["{a}", ["a"]],
    ["{}", [""]],
    ["{,a}", ["", "a"]],
    ["{a,}", ["a", ""]],
    ["{a,b", ["{a,b"]],
    ["a}b", ["a}b"]],
    ["a,b", ["a,b"]],
    ["\\{a,b}", ["\\{a,b}"]],
    ["{a\\,b,c}", ["a\\,b", "c"]],
    ["{a\\},b}", ["a\\}", "b"]],
    ["", [""]],
  ])("%s are %j", (pattern, expected) => {
    expect(expandBraces(pattern)).toEqual(expected);
  });

  it("are followed up to a bound", () => {
    expect(expandBraces("{a,b}".repeat(9))).toHaveLength(512);
    expect(expandBraces("{a,b}".repeat(11))).toBeUndefined();
    const { problems } = read(`include ${"{a,b}".repeat(11)}\n`);
    expect(problems).toEqual([`error too-many ${"{a,b}".repeat(11)}`]);
  });
});

describe("include_check", () => {
  const ALL = { read: true, missing: true, wildcard: true, brace: true };
  const READ = { ...LENIENT, read: true };

  // parser.c:include_check_set: all without a word; the first word without a sign sets, those with one add or remove.
  it.each<[string, typeof ALL, typeof ALL]>([
    ["", LENIENT, ALL],
    ["read", ALL, READ],
    ["match", LENIENT, { ...READ, missing: true }],
    ["wildcard_match", LENIENT, { ...READ, wildcard: true }],
    ["brace_match", LENIENT, { ...READ, brace: true }],
    ["+match", LENIENT, { ...LENIENT, missing: true }],
    ["+match", READ, { ...READ, missing: true }],
    ["-match", ALL, { ...ALL, missing: false }],
    ["-read", READ, LENIENT],
    ["-read +brace_match", READ, { ...LENIENT, brace: true }],
    ["read match", ALL, READ],
    ["+match read", ALL, ALL],
    ["match -match", LENIENT, READ],
    ["nonsense", ALL, LENIENT],
    ["+nonsense", READ, READ],
    ["-nonsense +match", READ, { ...READ, missing: true }],
  ])('"%s" after %j', (words, held, expected) => {
    expect(includeCheck(words.split(" ").filter(Boolean), held)).toEqual(expected);
  });
});

describe("an include of what is not there", () => {
  const MISSING = "none.conf";
  const EMPTY = "none-*.conf";
  const HALF = "{one,none}.conf";

  it.each<[string, string, string[]]>([
    ["include", MISSING, ["note"]],
    ["includer", MISSING, ["note"]],
    ["includem", MISSING, ["error"]],
    ["includew", MISSING, ["error"]],
    ["includeb", MISSING, ["note"]],
    ["includea", MISSING, ["error"]],
    ["include", EMPTY, ["note"]],
    ["includer", EMPTY, ["note"]],
    ["includem", EMPTY, ["note"]],
    ["includew", EMPTY, ["error"]],
    ["includeb", EMPTY, ["note"]],
    ["includea", EMPTY, ["error"]],
    ["include", HALF, ["note"]],
    ["includem", HALF, ["note"]],
    ["includew", HALF, ["note"]],
    ["includeb", HALF, ["error"]],
    ["includea", HALF, ["error"]],
  ])("%s %s", (keyword, pattern, expected) => {
    const { problems, isComplete } = read(`${keyword} ${pattern}\n`, { "one.conf": "x 1\n" });
    const reason = pattern === EMPTY ? "no-match" : "missing";
    expect(problems).toEqual(expected.map((how) => `${how} ${reason} ${pattern}`));
    expect(isComplete).toBe(false);
  });

  it("reads the other files of braces, unless all have to be there", () => {
    const files = { "one.conf": "x 1\n" };
    expect(read(`include ${HALF}\n`, files).lines).toEqual(["x 1"]);
    expect(read(`includeb ${HALF}\n`, files).lines).toEqual([]);
    expect(read("include {one,one-*}.conf\n", files)).toMatchObject({ lines: ["x 1"], problems: [], isComplete: true });
  });

  it.each<[Exclude<Read, { kind: "text" }>["kind"], "error" | "note"]>([
    ["folder", "error"],
    ["unreadable", "error"],
    ["not-regular", "error"],
    ["outside", "note"],
  ])("%s: %s where files have to be read", (kind, expected) => {
    const options = { reader: reader({}, { "x.conf": kind }) };
    expect(read("includer x.conf\n", {}, options).problems).toEqual([`${expected} ${kind} x.conf`]);
    expect(read("include x.conf\n", {}, options).problems).toEqual([`note ${kind} x.conf`]);
  });

  it.each([
    ["include_check\ninclude none.conf\n", "error"],
    ["include_check read\ninclude none.conf\n", "note"],
    ["include_check match\ninclude none.conf\n", "error"],
    ["include_check match\ninclude_check -match\ninclude none.conf\n", "note"],
  ])("%j: %s", (text, expected) => {
    expect(read(text).problems).toEqual([`${expected} missing none.conf`]);
  });

  it("is not known without a reader, or where the name is not known", () => {
    const { problems } = evaluate(parseFile(new SourceFile("root.conf", "include a.conf\n")), { configId: "" });
    expect(problems).toMatchObject([{ kind: "include", reason: "unread", pattern: "a.conf", isError: false }]);
    expect(read("include $A.conf\n").problems).toEqual(["note unread $A.conf"]);
  });

  it("is too much where a pattern matches too many files", () => {
    expect(read("include many*\n").problems).toEqual(["error too-many many*"]);
  });
});

describe("an included file", () => {
  it("is listed once, and read where it is included", () => {
    const { lines, files, isComplete } = read("include a.conf\ninclude a.conf\ninclude b.conf\n", {
      "a.conf": "x 1\n",
      "b.conf": "y 2\ninclude a.conf\n",
    });
    expect(lines).toEqual(["x 1", "x 1", "y 2", "x 1"]);
    expect(files).toEqual(["root.conf", "a.conf", "b.conf"]);
    expect(isComplete).toBe(true);
  });

  it("does not include itself again", () => {
    const files = { "a.conf": "x 1\ninclude b.conf\n", "b.conf": "y 2\ninclude a.conf\n" };
    const { lines, problems } = read("include a.conf\n", files);
    expect(lines).toEqual(["x 1", "y 2"]);
    expect(problems).toEqual(["error cycle a.conf"]);
  });

  it("is left out where it is a template", () => {
    const { lines, problems } = read("include a.conf\n", { "a.conf": "priority {{ priority }}\n" });
    expect(lines).toEqual([]);
    expect(problems).toEqual(["note template a.conf"]);
  });

  it("may be 200 files deep", () => {
    const chain = (length: number): Files =>
      Object.fromEntries(
        Array.from({ length }, (_, at) => [`${at}.conf`, at === length - 1 ? "x 1\n" : `include ${at + 1}.conf\n`]),
      );
    expect(read("include 0.conf\n", chain(200))).toMatchObject({ lines: ["x 1"], problems: [] });
    expect(read("include 0.conf\n", chain(201))).toMatchObject({ lines: [], problems: ["error too-deep 200.conf"] });
  });
});
