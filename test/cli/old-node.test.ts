import { describe, expect, it } from "vitest";
import { spawnSync } from "../support/child-process.js";
import { readRepositoryFile } from "../support/repository.js";
import { CLI } from "../support/run-cli.js";

/** Runs the command as if Node were another release. */
function runOn(release: string) {
  const program = `Object.defineProperty(process.versions, "node", { value: "${release}" }); require(process.argv[1]);`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ["-e", program, CLI, "--version"], {
    encoding: "utf8",
    env: { ...process.env, KALINT_CODE_CACHE: "off" },
  });
  return { status, stdout, stderr };
}

const { engines, version } = JSON.parse(readRepositoryFile("package.json"));

describe("a Node that is too old", () => {
  it.each(["18.20.4", "20.18.3", "16.0.0", "8.10.0"])(
    "%s says in one line what is needed and how to get it",
    (release) => {
      expect(runOn(release)).toEqual({
        status: 2,
        stdout: "",
        stderr: `kalint: Node 20.19 or later is required, and this is ${release}: get it from https://nodejs.org, or take a program that needs no Node from https://github.com/kalint/kalint/releases\n`,
      });
    },
  );

  it.each(["20.19.0", "22.0.0", "24.1.0"])("%s is recent enough", (release) => {
    expect(runOn(release)).toEqual({ status: 0, stdout: `${version}\n`, stderr: "" });
  });

  it("is what package.json says", () => expect(engines.node).toBe(">=20.19"));

  it("can read the loader", () => {
    const loader = readRepositoryFile("dist/cli.cjs");
    // Syntax of Node 12 and later; names of modules that came with 14.18 are asked for when the version is known.
    expect(loader).not.toMatch(/\?\.[a-z[(]|\?\?/);
    expect(loader.search(/^needNode\(/m)).toBeGreaterThan(0);
    expect(loader.search(/^needNode\(/m)).toBeLessThan(loader.search(/require\(/));
  });
});
