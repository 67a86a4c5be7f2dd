import { describe, expect, it } from "vitest";
import { readRepositoryFile, repositoryFiles } from "../support/repository.js";

const MAX_LINES = 300;

/** Data and generated code may be longer. */
const LONG = /^grammar\/schema\/|^src\/rules\/index\.ts$|\.generated\.ts$/;

describe("code", () => {
  const files = repositoryFiles("{grammar,src,scripts,test}/**/*.{ts,mjs,cjs}").filter((file) => !LONG.test(file));

  it(`fits in files of ${MAX_LINES} lines`, () => {
    const lengths = files.map((file) => ({ file, lines: readRepositoryFile(file).split("\n").length - 1 }));
    expect(lengths.filter(({ lines }) => lines > MAX_LINES)).toEqual([]);
  });
});

describe("the repository", () => {
  // The one place that looks beside the repository, and only if something is there.
  const files = repositoryFiles("**").filter((file) => file !== ".ci/run" && file !== "package-lock.json");

  it.each([
    ["paths outside it", /\.\.\/shar[e]d\b|\/work\/(?:main|shared)\b|\/tmp\/(?:helpers|bash)/, []],
    // The page has the settings of the programs that `kalint mcp` is for.
    ["the tools it was written with", /\b(?:clau[d]e|anthrop[i]c|chatgp[t]|copilo[t])\b/i, ["docs/mcp.md"]],
    ["left-over conflict marks", /^(?:<{7}|>{7}) /m, []],
  ])("does not mention %s", (_, pattern, exempt) => {
    expect(files.filter((file) => pattern.test(readRepositoryFile(file)))).toEqual(exempt);
  });

  it("leaves to the thorough run only tests that there are", () => {
    const named = [...readRepositoryFile("vitest.config.ts").matchAll(/^ {2}"(test\/.+)",$/gm)].map(
      ([, path = ""]) => path,
    );
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((path) => !files.includes(path))).toEqual([]);
  });

  it("pins every dependency to one version", () => {
    const { dependencies, devDependencies } = JSON.parse(readRepositoryFile("package.json"));
    const versions = Object.entries<string>({ ...dependencies, ...devDependencies });
    expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version))).toEqual([]);
  });
});
