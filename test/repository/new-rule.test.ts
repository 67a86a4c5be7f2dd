import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { spawnSync } from "../support/child-process.js";
import { root } from "../support/repository.js";

const folder = mkdtempSync(join(tmpdir(), "kalint-new-rule-"));
const SCOPES = ["file", "node", "cluster"];
const nameFor = (scope: string) => `zz-new-${scope}`;

function run(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
  return { status, output: `${stdout}${stderr}` };
}

const newRule = (...args: readonly string[]) => run("scripts/new-rule.mjs", ...args);
const vitest = (name: string, ...args: readonly string[]) =>
  run(
    "node_modules/vitest/vitest.mjs",
    "run",
    "test/rules/examples.test.ts",
    "test/rules/fixtures.test.ts",
    "-t",
    name,
    ...args,
  );

beforeAll(() => {
  for (const name of [
    "grammar",
    "src",
    "scripts",
    "fixtures",
    "test",
    "package.json",
    "tsconfig.json",
    "vitest.config.ts",
  ]) {
    cpSync(root + name, join(folder, name), { recursive: true });
  }
  symlinkSync(`${root}node_modules`, join(folder, "node_modules"));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("npm run new-rule", () => {
  it("writes rules whose types are right", () => {
    for (const scope of SCOPES) expect(newRule(nameFor(scope), scope)).toMatchObject({ status: 0 });
    const files = SCOPES.map((scope) => `src/rules/${nameFor(scope)}.ts`);
    writeFileSync(join(folder, "rules.json"), JSON.stringify({ extends: "./tsconfig.json", include: [], files }));
    expect(run("node_modules/typescript/lib/tsc.js", "-p", "rules.json")).toEqual({ status: 0, output: "" });
  });

  it("writes rules whose tests fail until they are filled in", () => {
    const { status, output } = vitest("zz-new");
    expect(status).toBe(1);
    for (const name of SCOPES.map(nameFor)) {
      expect(output).toMatch(new RegExp(`FAIL .*${name}.*reports its bad example once`));
      expect(output).toMatch(new RegExp(`FAIL .*${name}.*reported.* reports what its marks say`));
    }
  });

  it("writes a rule whose tests pass once it is filled in", () => {
    const file = join(folder, `src/rules/${nameFor("node")}.ts`);
    const example = (priority: number) =>
      `\`vrrp_instance A {\n    interface eth0\n    virtual_router_id 1\n    priority ${priority}\n    virtual_ipaddress {\n        192.0.2.1\n    }\n}\n\``;
    const text = readFileSync(file, "utf8")
      .replace("bad: `TODO`", `bad: ${example(150)}`)
      .replace("good: `TODO`", `good: ${example(100)}`)
      .replace("isWrong()", "priority.value === 150")
      .replace(/\nconst isWrong.*\n/, "");
    writeFileSync(file, text);
    // Its recordings are new.
    expect(vitest(nameFor("node"), "--update")).toMatchObject({ status: 0 });
  });

  it.each([
    [[], /name the rule for what is wrong/],
    [["Shouting"], /name the rule for what is wrong/],
    [["one-rule", "word"], /unknown scope "word": file, node or cluster/],
    [["auth-pass-truncated"], /src\/rules\/auth-pass-truncated\.ts exists already/],
  ])("refuses %j and writes nothing", (args, message) => {
    expect(newRule(...args)).toEqual({ status: 2, output: expect.stringMatching(message) });
  });
});
