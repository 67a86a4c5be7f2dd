import { describe, expect, it } from "vitest";
import type { Statement } from "../../grammar/index.js";
import type { AnchorEdit } from "../../src/lint/define-rule.js";
import { addLineBehind, indentOf, isAloneOnLine, removeStatement, withBlanksBefore } from "../../src/lint/edits.js";
import { parseFile } from "../../src/syntax/tree.js";
import { applyEdits } from "../../src/text/edit.js";
import { SourceFile } from "../../src/text/source-file.js";

/** The text after an edit of the statement of this keyword in the first block. */
function edited(text: string, keyword: string, edit: (statement: Statement) => AnchorEdit): string {
  const { at, text: replacement } = edit(statementOf(text, keyword));
  return applyEdits(text, [{ start: at.start, end: at.end, text: replacement }]);
}

function statementOf(text: string, keyword: string): Statement {
  const items = parseFile(new SourceFile("edits.conf", text)).items;
  const all = items.flatMap((item) => (item.kind === "statement" ? [item, ...(item.block?.items ?? [])] : []));
  const found = all.find((item) => item.kind === "statement" && item.keyword?.value === keyword);
  if (found?.kind !== "statement") throw new Error(`no ${keyword}`);
  return found;
}

describe("removeStatement", () => {
  it.each([
    ["its line", "a {\n    b 1\n    c 2\n}\n", "a {\n    c 2\n}\n"],
    ["a comment behind it", "a {\n    b 1 # why\n    c 2\n}\n", "a {\n    c 2\n}\n"],
    ["all lines of its block", "a {\n    b {\n        x\n    }\n    c 2\n}\n", "a {\n    c 2\n}\n"],
    ["the last line without a line end", "a {\nc 2\n}\nb 1", "a {\nc 2\n}\n"],
    ["only itself beside other code", "a { b 1 }\n", "a { }\n"],
    ["a line with CR LF", "a {\r\n    b 1\r\n    c 2\r\n}\r\n", "a {\r\n    c 2\r\n}\r\n"],
  ])("takes out %s", (_, before, after) => {
    expect(edited(before, "b", removeStatement)).toBe(after);
  });
});

it("adds a line behind a statement, indented as it is", () => {
  expect(edited("a {\n\tb 1 # why\n}\n", "b", (statement) => addLineBehind(statement, "d 3"))).toBe(
    "a {\n\tb 1 # why\n\td 3\n}\n",
  );
});

it("takes a word out with the blanks in front of it", () => {
  const last = (statement: Statement) => ({ at: withBlanksBefore(statement.args[0] ?? statement.token), text: "" });
  expect(edited("a {\n    b   1\n}\n", "b", last)).toBe("a {\n    b\n}\n");
});

it("tells the indent of a line, and whether a statement has it for itself", () => {
  expect(indentOf(statementOf("a {\n  b 1\n}\n", "b").token)).toBe("  ");
  expect(indentOf(statementOf("a { b 1\n}\n", "b").token)).toBe("");
  expect(isAloneOnLine(statementOf("a {\n  b 1 # why\n}\n", "b").token)).toBe(true);
  expect(isAloneOnLine(statementOf("a { b 1\n}\n", "b").token)).toBe(false);
  expect(isAloneOnLine(statementOf("a {\nb 1 }\n", "b").token)).toBe(false);
});
