import { expect, it } from "vitest";
import { spawnSync } from "../support/child-process.js";
import { readRepositoryFile, repositoryFiles, root } from "../support/repository.js";
import { schemaText } from "../support/schema-text.js";
import { GRAMMAR, type Scoped, textmateReader } from "../support/textmate.js";

const read = await textmateReader(readRepositoryFile(GRAMMAR));

it("the grammar gives the words of the fixtures the scopes that they ask for", () => {
  const program = `${root}node_modules/vscode-tmgrammar-test/dist/unit.js`;
  const fixtures = repositoryFiles("fixtures/highlighting/*.conf");
  expect(fixtures.length).toBeGreaterThan(2);
  const { status, stdout } = spawnSync(process.execPath, [program, "-c", "-g", GRAMMAR, ...fixtures], {
    cwd: root,
    encoding: "utf8",
  });
  expect({ status, stdout: status === 0 ? "" : stdout }).toEqual({ status: 0, stdout: "" });
});

it("the grammar knows every keyword in its block", () => {
  const { text, mentions } = schemaText();
  const lines = read(text);
  const wrong = mentions.filter(({ line, column, name, isBlock }) => {
    const scope = isBlock ? "storage.type.block.keepalived" : "support.type.property-name.keepalived";
    const token = tokenAt(lines[line] ?? [], column);
    return token?.text !== name || !token.scopes.includes(scope);
  });
  expect(wrong).toEqual([]);
});

it("the grammar ends every block where it ends, in all formatted fixtures", () => {
  const outputs = repositoryFiles("fixtures/format/*/output.conf", "fixtures/seed/*.conf");
  expect(outputs.length).toBeGreaterThan(20);
  const open = outputs.filter((path) => {
    const text = readRepositoryFile(path);
    if (/\\[^\n]*$|\{[{%]|^\s*(?:@|~)/m.test(text)) return false;
    return (
      read(`${text}\nend`)
        .at(-1)?.[0]
        ?.scopes.some((scope) => scope.startsWith("meta.block")) ?? true
    );
  });
  expect(open).toEqual([]);
});

function tokenAt(tokens: readonly Scoped[], column: number): Scoped | undefined {
  let start = 0;
  for (const token of tokens) {
    if (start === column) return token;
    start += token.text.length;
  }
  return undefined;
}
