import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { editorIndent } from "../../src/settings/editor-indent.js";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "kalint-indent-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it.each([
  ["none", undefined, undefined],
  ["tabs", "[*]\nindent_style = tab\n", "tab"],
  ["tabs of a width", "[*]\nindent_style = tab\nindent_size = 8\n", "tab"],
  ["blanks", "[*]\nindent_style = space\nindent_size = 2\n", 2],
  ["blanks, no count", "[*]\nindent_style = space\n", undefined],
  ["blanks as wide as a tab", "[*]\nindent_style = space\nindent_size = tab\ntab_width = 3\n", 3],
  ["other files only", "[*.js]\nindent_size = 2\n", undefined],
])("%s", async (name, text, expected) => {
  const below = join(folder, name);
  mkdirSync(below);
  writeFileSync(join(below, ".editorconfig"), `root = true\n${text ?? ""}`);
  expect(await editorIndent(join(below, "keepalived.conf"))).toBe(expected);
});
