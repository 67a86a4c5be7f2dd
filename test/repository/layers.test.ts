import { posix } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { readRepositoryFile, repositoryFiles } from "../support/repository.js";
import { IMPORT_TABLE, OWNERS, RUNS_ANYWHERE, TYPE_USERS } from "./import-table.js";

interface Import {
  readonly file: string;
  readonly folder: string;
  /** As written. */
  readonly specifier: string;
  /** Path of the imported file below the repository, for a relative import. */
  readonly target: string | undefined;
  readonly isTypeOnly: boolean;
}

const imports = repositoryFiles("grammar/**/*.ts", "src/**/*.ts").flatMap(importsOf);
/** The version is in one place. */
const isPackageFile = (target: string): boolean => target === "package.json";

const local = imports.flatMap(({ target, ...rest }) =>
  target === undefined || isPackageFile(target) ? [] : [{ target, ...rest }],
);
const external = imports.filter((one) => one.target === undefined);

describe("imports", () => {
  it("follow the table", () => {
    const allowed = (one: Import & { target: string }): boolean => {
      const to = folderOf(one.target);
      return to === one.folder || (IMPORT_TABLE[one.folder] ?? []).includes(to);
    };
    expect(local.filter((one) => !allowed(one)).map(show)).toEqual([]);
  });

  it("enter the grammar by its door", () => {
    const inside = local.filter((one) => folderOf(one.target) === "grammar" && one.folder !== "grammar");
    expect(inside.filter((one) => one.target !== "grammar/index.ts").map(show)).toEqual([]);
  });

  it("never reach a sibling rule", () => {
    const siblings = local.filter((one) => one.folder === "rules" && /^src\/rules\/[^/]+$/.test(one.target));
    expect(siblings.filter((one) => one.file !== "src/rules/index.ts").map(show)).toEqual([]);
  });

  it("take a package or a module of Node only in the folders that own it", () => {
    expect(external.filter((one) => !isOwner(one)).map(show)).toEqual([]);
  });

  it("take no module of Node where the code runs in a browser too", () => {
    const isNode = ({ specifier }: Import) => specifier.startsWith("node:");
    expect(external.filter((one) => RUNS_ANYWHERE.includes(one.folder) && isNode(one)).map(show)).toEqual([]);
  });

  it("name the modules of Node with their prefix, so that they differ from packages", () => {
    const { dependencies: installed = {}, devDependencies } = JSON.parse(readRepositoryFile("package.json"));
    // A package of types alone leaves nothing behind in what is built.
    const isTypes = ({ isTypeOnly, specifier }: Import) =>
      isTypeOnly && ["@types/", ""].some((scope) => `${scope}${packageName(specifier)}` in devDependencies);
    const names = external.filter((one) => !isTypes(one)).map((one) => packageName(one.specifier));
    // What is bundled is not installed a second time.
    const bundled = Object.keys(OWNERS).filter((name) => name in devDependencies);
    const known = [...Object.keys(installed), ...bundled];
    expect(names.filter((name) => !name.startsWith("node:") && !known.includes(name))).toEqual([]);
  });
});

it("nothing that runs in a browser asks for what only Node has", () => {
  const files = repositoryFiles("grammar/**/*.ts", "src/**/*.ts").filter((file) =>
    RUNS_ANYWHERE.includes(folderOf(file)),
  );
  expect(files.length).toBeGreaterThan(300);
  expect(
    files.filter((file) => /(?<![-\w])(?:Buffer|process)\.(?!js")[a-z]|\brequire\(/.test(readRepositoryFile(file))),
  ).toEqual([]);
});

it("the table knows every folder", () => {
  const folders = new Set(repositoryFiles("grammar/**/*.ts", "src/**/*.ts").map(folderOf));
  expect([...folders].filter((folder) => IMPORT_TABLE[folder] === undefined)).toEqual([]);
});

function isOwner({ specifier, folder, isTypeOnly }: Import): boolean {
  const name = packageName(specifier);
  const owners = OWNERS[name];
  if (owners === undefined) return name.startsWith("node:");
  return owners.includes(folder) || (isTypeOnly && (TYPE_USERS[name] ?? []).includes(folder));
}

/** `import`, `export … from`, `import()` and types by `import("…")`. */
function importsOf(file: string): Import[] {
  const text = readRepositoryFile(file);
  const { importedFiles } = ts.preProcessFile(text, true, true);
  return importedFiles.map(({ fileName: specifier, pos }) => {
    const target = specifier.startsWith(".") ? posix.join(posix.dirname(file), specifier) : undefined;
    const before = text.slice(Math.max(0, text.lastIndexOf(";", pos)), pos);
    const isTypeOnly = /^;?\s*(?:import|export) type\b/.test(before);
    return { file, folder: folderOf(file), specifier, target: target?.replace(/\.js$/, ".ts"), isTypeOnly };
  });
}

function folderOf(path: string): string {
  const [top = "", second = "", third] = path.split("/");
  return top === "src" && third !== undefined ? second : top;
}

function packageName(specifier: string): string {
  if (specifier.startsWith("node:")) return specifier;
  const parts = specifier.split("/");
  return parts.slice(0, specifier.startsWith("@") ? 2 : 1).join("/");
}

const show = ({ file, specifier }: Import): string => `${file} imports ${specifier}`;
