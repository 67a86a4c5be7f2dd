import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { documentedRules } from "../../src/rules/index.js";
import { execFileSync } from "../support/child-process.js";
import { repositoryFiles, root } from "../support/repository.js";

type Strip = (path: string, text: string, names: ReadonlySet<string>) => string;

const { strip } = (await import(`${root}scripts/strip.mjs`)) as { readonly strip: Strip };

const names = new Set(["summary", "source", "why"]);

describe("strip", () => {
  it("takes texts out of the schema, and leaves keywords of such names", () => {
    const text = `export const a = {
  summary: "Text.",
  args: [word("a", "path", { source: \`x\` })],
  children: { source: { summary: "S", default: 1 }, why: { args: [], why: note } },
} as const satisfies Keyword;
`;
    expect(strip("/k/grammar/schema/a.ts", text, names)).toBe(`export const a = {
  args: [word("a", "path", { })],
  children: { source: { default: 1 }, why: { args: [], } },
} as const satisfies Keyword;
`);
  });

  it("takes texts out of a rule's definition, and nothing else of its file", () => {
    const text = `export default defineNodeRule({
  name: "a",
  why: \`It
hurts.\`,
  *check(node) { yield { at: node, source: "kept" }; },
});
const other = { source: "kept" };
`;
    expect(strip("/k/src/rules/a.ts", text, names)).toBe(`export default defineNodeRule({
  name: "a",
  *check(node) { yield { at: node, source: "kept" }; },
});
const other = { source: "kept" };
`);
  });
});

describe("the command without its texts", () => {
  const folder = mkdtempSync(join(tmpdir(), "kalint-strip-"));
  const runner = join(folder, "run.cjs");
  beforeAll(() => {
    // The same inputs through both builds of the same code, each in a process of its own.
    const script = `
      import { writeFileSync } from "node:fs";
      import { bundle } from "./scripts/bundle.mjs";
      import { schemaAsText } from "./scripts/schema-as-text.mjs";
      import { withoutTexts } from "./scripts/strip.mjs";
      for (const [name, plugins] of [["whole", []], ["short", [schemaAsText, withoutTexts]]])
        writeFileSync(process.argv[1] + "/" + name + ".cjs", await bundle("src/index.ts", plugins));`;
    execFileSync(process.execPath, ["--input-type=module", "-e", script, folder], { cwd: root, stdio: "pipe" });
    writeFileSync(
      runner,
      `const { readFileSync } = require("node:fs");
       const { lint } = require(process.argv[2]);
       const texts = JSON.parse(readFileSync(process.argv[3], "utf8"));
       console.log(JSON.stringify(texts.map((files) => lint(files, { target: "2.2.7" }))));`,
    );
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it("reports the same as with them, on all fixtures and examples", () => {
    const fixtures = repositoryFiles("fixtures/rules/**/*.conf").map((path) => [
      { path, text: readFileSync(root + path, "utf8") },
    ]);
    const examples = documentedRules.flatMap(({ examples: { bad, good } }) =>
      [bad, good].map((example) =>
        Object.entries(typeof example === "string" ? { "a.conf": example } : example).map(([path, text]) => ({
          path,
          text,
        })),
      ),
    );
    const input = join(folder, "texts.json");
    writeFileSync(input, JSON.stringify([...fixtures, ...examples]));
    const report = (name: string) =>
      execFileSync(process.execPath, [runner, join(folder, `${name}.cjs`), input], {
        encoding: "utf8",
        maxBuffer: 1 << 28,
      });
    expect(JSON.parse(report("short"))).toEqual(JSON.parse(report("whole")));
  });

  it("holds no text of a rule", () => {
    const short = readFileSync(join(folder, "short.cjs"), "utf8");
    expect(documentedRules.filter(({ why }) => short.includes(why.slice(0, 40))).map(({ name }) => name)).toEqual([]);
    expect(createRequire(import.meta.url)(join(folder, "short.cjs"))).toHaveProperty("lint");
  });
});
