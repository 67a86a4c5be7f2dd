import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { execFileSync, spawnSync } from "../support/child-process.js";
import { readRepositoryFile, root } from "../support/repository.js";

describe("the built command", () => {
  const folder = mkdtempSync(join(tmpdir(), "kalint-build-"));
  beforeAll(() => build());
  afterAll(() => rmSync(folder, { recursive: true }));

  const build = () => execFileSync(process.execPath, [`${root}scripts/build.mjs`, "--cli", folder]);
  const cacheFile = () => join(folder, readdirSync(folder).find((name) => name.endsWith(".cache")) ?? "none");
  const run = () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(folder, "cli.cjs"), "--version"], {
      encoding: "utf8",
    });
    return { status, stdout, stderr };
  };
  const answer = { status: 0, stdout: `${JSON.parse(readRepositoryFile("package.json")).version}\n`, stderr: "" };

  it("runs with its code cache, which V8 accepts", () => {
    expect(run()).toEqual(answer);
    const print = `process.on("exit", () => console.error(require.cache[process.argv[1]].exports.script.cachedDataRejected));
      require(process.argv[1])`;
    const asked = spawnSync(process.execPath, ["-e", print, join(folder, "cli.cjs"), "--version"], {
      encoding: "utf8",
    });
    expect(asked.stderr).toContain("false");
  });

  it.each([
    ["a cache of something else", () => writeFileSync(cacheFile(), "not a cache")],
    ["an empty cache", () => writeFileSync(cacheFile(), "")],
    ["no cache", () => rmSync(cacheFile())],
  ])("runs with %s", (_, change) => {
    change();
    expect(run()).toEqual(answer);
    build();
  });

  it("loads none of Node's streams and sockets where a pipe takes the report", () => {
    const print = `process.on("exit", () => console.error(process.moduleLoadList.join("\\n")));
      require(process.argv[1])`;
    const seed = ["master", "slave"].map((node) => `${root}fixtures/seed/${node}.conf`);
    const { stdout, stderr } = spawnSync(process.execPath, ["-e", print, join(folder, "cli.cjs"), ...seed], {
      encoding: "utf8",
      env: { PATH: process.env.PATH },
    });
    expect(stdout).toContain("2 info in 2 files");
    expect(stderr).toContain("NativeModule vm");
    // console.error itself needs streams, once the list is made.
    expect(stderr).not.toMatch(/NativeModule (?:net|tty|stream|os|crypto|internal\/fs\/promises|readline)$/m);
  });

  it("keeps no import(), which a script with a code cache does not have", () => {
    const bundle = readdirSync(folder).find((name) => /^kalint-[0-9a-f]+\.cjs$/.test(name)) ?? "none";
    expect(readFileSync(join(folder, bundle), "utf8")).not.toMatch(/\bimport\(["'`]/);
  });

  it("keeps what explains in a file of its own, and finds it", () => {
    const asked = spawnSync(process.execPath, [join(folder, "cli.cjs"), "explain", "priority-out-of-range"], {
      encoding: "utf8",
    });
    expect(asked).toMatchObject({ status: 0, stderr: "", stdout: expect.stringMatching(/^priority-out-of-range /) });
  });

  it("keeps the reader of scenario files in a file of its own, and finds it", () => {
    const scenarios = join(root, "fixtures/scenarios/pair/web.scenarios.yaml");
    const played = spawnSync(process.execPath, [join(folder, "cli.cjs"), "simulate", scenarios], { encoding: "utf8" });
    expect(played).toMatchObject({ status: 0, stderr: "", stdout: expect.stringContaining("2 scenarios: all passed") });
    const [main = ""] = readdirSync(folder).filter((name) => /^kalint-[0-9a-f]{12}\.cjs$/.test(name));
    const text = readFileSync(join(folder, main), "utf8");
    expect(text).not.toContain("YAMLParseError");
    // The loader reads it as Latin-1; the bundler escapes other characters, but not those of regular expressions.
    expect(/[^\0-\x7f]/.exec(text)?.[0]).toBeUndefined();
  });

  it("leaves nothing of earlier builds", () => {
    writeFileSync(join(folder, "kalint-000000000000.cjs"), "");
    writeFileSync(join(folder, "kalint-000000000000.cache"), "");
    build();
    expect(readdirSync(folder).map((name) => name.replace(/[0-9a-f]{12}/, "HASH"))).toEqual([
      "cli.cjs",
      "kalint-HASH.cache",
      "kalint-HASH.cjs",
      "kalint-editorconfig-HASH.cjs",
      "kalint-lsp-HASH.cjs",
      "kalint-mcp-HASH.cjs",
      "kalint-reference-HASH.cjs",
      "kalint-worker-HASH.cjs",
      "kalint-yaml-HASH.cjs",
    ]);
  });
});

describe("the built library", () => {
  const folder = mkdtempSync(join(tmpdir(), "kalint-consumer-"));
  const consumer = join(folder, "node_modules/kalint");
  beforeAll(() => {
    const [packed] = JSON.parse(
      execFileSync("npm", ["pack", "--ignore-scripts", "--json", "--pack-destination", folder], {
        cwd: root,
        encoding: "utf8",
        stdio: "pipe",
      }),
    );
    mkdirSync(consumer, { recursive: true });
    execFileSync("tar", ["-xzf", join(folder, packed.filename), "--strip-components=1", "-C", consumer]);
    writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it("is loaded without any other package", () => {
    const script = `import { lint } from "kalint";
      console.log(lint([{ path: "a.conf", text: "vrrp_instance A {\\n" }]).map(({ rule }) => rule).includes("unbalanced-brace"));`;
    const args = ["--input-type=module", "-e", script];
    expect(execFileSync(process.execPath, args, { cwd: folder, encoding: "utf8" })).toBe("true\n");
  });

  it("compiles where a strict program uses it, and checks its types", () => {
    writeFileSync(
      join(folder, "program.ts"),
      `import { applyFixes, fix, format, lint, listRules, parse, parseSettings, report } from "kalint";
       import type { Diagnostic, PlacedDiagnostic, RuleMetadata, Settings } from "kalint";
       const files = [{ path: "a.conf", text: "" }];
       const found: readonly PlacedDiagnostic[] = lint(files, { rules: { "auth-pass-weak": ["error", {}] } });
       const line: number | undefined = found[0]?.location.from.line;
       const left: readonly Diagnostic[] = fix(files, { unsafe: true }).diagnostics;
       const names: readonly RuleMetadata[] = listRules();
       const read = parseSettings("{}");
       const settings: Settings | undefined = read.kind === "read" ? read.settings : undefined;
       if (read.kind === "read") lint(files, read.lintOptions);
       export const all: unknown[] = [line, left, names, settings, applyFixes(files, found), report(found, files, "sarif")];
       const messages: readonly string[] = lint([{ path: "a.conf", text: "" }]).map((one: Diagnostic) => one.message);
       const id: number | undefined = parse("").ast.vrrpInstance[0]?.virtualRouterId?.value;
       export default [messages, id, format("").kind];\n`,
    );
    const options = { strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, noEmit: true };
    const compilerOptions = { ...options, module: "NodeNext", target: "ES2022", lib: ["ES2022"], types: [] };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["program.ts"] }));
    const { status, stdout } = spawnSync(
      process.execPath,
      [`${root}node_modules/typescript/lib/tsc.js`, "-p", folder],
      {
        encoding: "utf8",
      },
    );
    expect({ status, stdout }).toEqual({ status: 0, stdout: "" });
  });

  it("names the licence of each package that is in it", () => {
    const text = readFileSync(join(consumer, "dist/THIRD-PARTY-LICENSES.txt"), "utf8");
    for (const name of ["chevrotain", "commander", "chalk", "ipaddr.js", "lodash-es"])
      expect(text).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(`, "m"));
    expect(text.match(/Apache License$/gm)).toHaveLength(3);
  });
});

it("the package holds what it exports and no cache, which another Node could not use", () => {
  const args = ["pack", "--ignore-scripts", "--dry-run", "--json"];
  const [packed] = JSON.parse(execFileSync("npm", args, { cwd: root, encoding: "utf8", stdio: "pipe" }));
  const paths: string[] = packed.files.map((file: { path: string }) => file.path);
  expect(paths).toEqual(
    expect.arrayContaining([
      "LICENSE",
      "README.md",
      "dist/cli.cjs",
      "dist/kalint.mjs",
      "dist/THIRD-PARTY-LICENSES.txt",
      "dist/types/src/index.d.ts",
      "docs/kalint.1",
      "docs/kalint.svg",
    ]),
  );
  expect(
    paths.filter(
      (path) =>
        !/^(?:dist\/(?!binary)|docs\/|fixtures\/examples\/|\.github\/SECURITY\.md$|LICENSE$|README\.md$|package\.json$)|\.cache$/.test(
          path,
        ),
    ),
  ).toEqual([]);
  expect(paths.filter((path) => path.endsWith(".cache"))).toEqual([]);
});
