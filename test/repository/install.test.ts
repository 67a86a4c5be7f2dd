import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { execFileSync, spawnSync } from "../support/child-process.js";
import { readRepositoryFile, repositoryFiles, root } from "../support/repository.js";

const { version } = JSON.parse(readRepositoryFile("package.json"));
const folder = realpathSync(mkdtempSync(join(tmpdir(), "kalint-install-")));
afterAll(() => rmSync(folder, { recursive: true }));

// The npm that runs the tests tells its own by variables, and another one would install where it says.
const env = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name))),
  KALINT_CODE_CACHE: "off",
  GIT_AUTHOR_NAME: "t",
  GIT_AUTHOR_EMAIL: "t@example.com",
  GIT_COMMITTER_NAME: "t",
  GIT_COMMITTER_EMAIL: "t@example.com",
};

const run = (cwd: string, program: string, ...args: readonly string[]) =>
  execFileSync(program, args, { cwd, env, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });

/** A folder with nothing but the nodes of the seed. */
function emptyFolder(): string {
  const path = mkdtempSync(join(folder, "empty-"));
  for (const node of ["master", "slave"]) cpSync(`${root}fixtures/seed/${node}.conf`, join(path, `${node}.conf`));
  return path;
}

/** Installs for all, into a prefix of its own; the package may not be a link to where it came from. */
function installGlobally(what: string): { readonly prefix: string; readonly installed: string } {
  const prefix = mkdtempSync(join(folder, "prefix-"));
  run(emptyFolder(), "npm", "install", "--global", "--prefix", prefix, "--no-audit", "--no-fund", what);
  const installed = join(prefix, "lib/node_modules/kalint");
  expect(lstatSync(installed).isSymbolicLink()).toBe(false);
  expect(readdirSync(join(prefix, "lib/node_modules"))).toEqual(["kalint"]);
  // Nothing else is installed for it.
  expect(existsSync(join(installed, "node_modules"))).toBe(false);
  return { prefix, installed };
}

function checksSeed(program: string, ...args: readonly string[]): void {
  const files = ["master.conf", "slave.conf"];
  const { status, stdout, stderr } = spawnSync(program, [...args, ...files], {
    cwd: emptyFolder(),
    env,
    encoding: "utf8",
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout).toContain("0 errors, 0 warnings, 2 info in 2 files");
}

describe("the packed package", () => {
  let tarball = "";
  beforeAll(() => {
    const [packed] = JSON.parse(run(root, "npm", "pack", "--ignore-scripts", "--json", "--pack-destination", folder));
    tarball = join(folder, packed.filename);
  });

  it("installs as one package, and starts", () => {
    const { prefix, installed } = installGlobally(tarball);
    checksSeed(join(prefix, "bin/kalint"));
    expect(run(folder, join(prefix, "bin/kalint"), "--version")).toBe(`${version}\n`);
    expect(readFileSync(join(prefix, "share/man/man1/kalint.1"), "utf8")).toBe(readRepositoryFile("docs/kalint.1"));
    // What README links to is there.
    const text = readFileSync(join(installed, "README.md"), "utf8");
    const links = [...text.matchAll(/\]\(([^)\s#]+)[^)]*\)|src="([^"]+)"/g)].map(
      ([, link = "", source = ""]) => link || source,
    );
    expect(links.length).toBeGreaterThan(20);
    expect(links.filter((link) => !/^https:/.test(link) && !existsSync(join(installed, link)))).toEqual([]);
  });

  it("runs with npx, in a project", () => {
    const project = emptyFolder();
    run(project, "npm", "init", "--yes");
    run(project, "npm", "install", "--save-dev", "--no-audit", "--no-fund", tarball);
    checksSeed(join(project, "node_modules/.bin/kalint"));
    expect(run(project, "npx", "--no", "--", "kalint", "--version")).toBe(`${version}\n`);
  });

  it("runs as the last stage of the container does", () => {
    const command = /^RUN npm ci [\s\S]*?(?=\n\n)/m.exec(readRepositoryFile("Dockerfile"))?.[0] ?? "";
    const install = /npm install .*/.exec(command)?.[0] ?? "";
    expect(install).toContain("--prefix /opt/kalint");
    const prefix = mkdtempSync(join(folder, "image-"));
    run(emptyFolder(), "sh", "-c", install.replace("/opt/kalint", prefix).replace("/tmp/kalint-*.tgz", tarball));
    checksSeed(join(prefix, "bin/kalint"));
  });
});

describe("the tag of a release", () => {
  const repository = join(folder, "repository");
  beforeAll(() => {
    mkdirSync(repository);
    run(root, process.execPath, "scripts/release-tree.mjs", repository);
    run(repository, "git", "init", "-q");
    run(repository, "git", "add", "-Af");
    run(repository, "git", "commit", "-qm", `kalint ${version}`);
    run(repository, "git", "tag", `v${version}`);
  });

  it("installs from git without building anything", () => {
    const { prefix } = installGlobally(`git+file://${repository}#v${version}`);
    checksSeed(join(prefix, "bin/kalint"));
  });

  it("has what the action and the hooks need, and no caches or programs", () => {
    const files = readdirSync(repository, { recursive: true, encoding: "utf8" }).filter(
      (path) => !path.startsWith(".git/"),
    );
    expect(files).toEqual(
      expect.arrayContaining([
        "action.yml",
        ".pre-commit-hooks.yaml",
        ".npmrc",
        "LICENSE",
        "dist/cli.cjs",
        ".github/SECURITY.md",
      ]),
    );
    expect(files.filter((path) => /\.cache$|^dist\/binary|^node_modules|^src/.test(path))).toEqual([]);
    const { scripts, dependencies, devDependencies } = JSON.parse(
      readFileSync(join(repository, "package.json"), "utf8"),
    );
    expect({ scripts, dependencies, devDependencies }).toEqual({});
  });
});

it("the ways of README and its pages name this version", () => {
  const pages = ["README.md", ...repositoryFiles("docs/*.md", "editors/vscode/package.json")];
  const named = pages.flatMap((page) =>
    [...readRepositoryFile(page).matchAll(/(?:@v|#v|rev: v|kalint_|kalint@|tag `v)(\d+\.\d+\.\d+)/g)].map(
      ([, one]) => `${page}: ${one}`,
    ),
  );
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter((one) => !one.endsWith(` ${version}`))).toEqual([]);
});
