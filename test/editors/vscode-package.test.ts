import { existsSync, mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { lint } from "../../src/index.js";
import { spawnSync } from "../support/child-process.js";
import { readRepositoryFile, root } from "../support/repository.js";
import { requireProgram } from "../support/requirement.js";

const manifest = JSON.parse(readRepositoryFile("editors/vscode/package.json"));
const isInstalled = existsSync(`${root}editors/vscode/node_modules/@vscode/vsce`);

it("the package of VS Code holds what it should and nothing more", (context) => {
  requireProgram(context, isInstalled, "editors/vscode/node_modules");
  const folder = mkdtempSync(join(tmpdir(), "kalint-vscode-"));
  const { status, stderr } = spawnSync(process.execPath, [`${root}scripts/build-vscode.mjs`, folder], {
    encoding: "utf8",
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  const content = join(folder, "content");
  const files = readdirSync(content, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  expect(files.map(({ parentPath, name }) => join(parentPath, name).slice(content.length + 1)).sort()).toEqual([
    "LICENSE.txt",
    "README.md",
    "dist/extension.cjs",
    "icon.png",
    "language-configuration.json",
    "package.json",
    "snippets/keepalived.json",
    "syntaxes/keepalived.tmLanguage.json",
  ]);
  // A .vsix is a zip: its directory at the end has every name once more.
  const names = [
    ...readFileSync(join(folder, `kalint-${manifest.version}.vsix`), "latin1").matchAll(
      /PK\x01\x02[\s\S]{42}([\w/.[\]-]+?)(?=PK)/g,
    ),
  ];
  expect(names.map(([, name = ""]) => name).sort()).toEqual([
    "[Content_Types].xml",
    "extension.vsixmanifest",
    "extension/LICENSE.txt",
    "extension/dist/extension.cjs",
    "extension/icon.png",
    "extension/language-configuration.json",
    "extension/package.json",
    "extension/readme.md",
    "extension/snippets/keepalived.json",
    "extension/syntaxes/keepalived.tmLanguage.json",
  ]);
  const built = JSON.parse(readFileSync(join(content, "package.json"), "utf8"));
  expect(built).not.toHaveProperty("devDependencies");
  expect(existsSync(join(content, built.main))).toBe(true);
  expect(readFileSync(join(content, built.main), "utf8")).not.toContain(root);
});

it("the client of VS Code has no type error", (context) => {
  requireProgram(context, isInstalled, "editors/vscode/node_modules");
  const { status, stdout } = spawnSync(
    process.execPath,
    [`${root}node_modules/typescript/lib/tsc.js`, "-p", `${root}editors/vscode`],
    {
      encoding: "utf8",
    },
  );
  expect({ status, stdout }).toEqual({ status: 0, stdout: "" });
});

describe("the manifest of VS Code", () => {
  it("has the version of kalint", () => {
    expect(manifest.version).toBe(JSON.parse(readRepositoryFile("package.json")).version);
  });

  it("recognises a first line that names keepalived", () => {
    const firstLine = new RegExp(manifest.contributes.languages[0].firstLine);
    const yes = ["! Configuration File for keepalived", "# vim: set ft=keepalived:", "# -*- mode: keepalived -*-"];
    expect(yes.filter((line) => !firstLine.test(line))).toEqual([]);
    const no = [
      "# not for keepalived",
      "worker_processes 1; # keepalived",
      "# vim: ft=nginx keepalived",
      "keepalive_timeout 5;",
    ];
    expect(no.filter((line) => firstLine.test(line))).toEqual([]);
  });

  it("runs no program that an untrusted workspace names", () => {
    expect(manifest.capabilities.untrustedWorkspaces).toMatchObject({
      supported: "limited",
      restrictedConfigurations: ["kalint.path"],
    });
  });

  it("names every setting in the README", () => {
    const readme = readRepositoryFile("editors/vscode/README.md");
    const settings = Object.keys(manifest.contributes.configuration.properties).filter(
      (name) => !name.includes("trace"),
    );
    expect(settings.filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
  });
});

describe("snippets of VS Code", () => {
  const snippets: Readonly<Record<string, { readonly body: string | readonly string[] }>> = JSON.parse(
    readRepositoryFile("editors/vscode/snippets/keepalived.json"),
  );
  const bodies = Object.fromEntries(
    Object.entries(snippets).map(([name, { body }]) => [name, [body].flat().join("\n")]),
  );
  const text = (name: string): string => expand(bodies[name] ?? "");
  const script = text("A script that is tracked");
  const instance = text("A virtual router");
  const inside = (block: string, inner: string): string => `${block.slice(0, block.lastIndexOf("}"))}${inner}\n}`;
  const server = text("A virtual server");
  const second = (block: string): string =>
    block.replace("VI_1", "VI_2").replace("_router_id 51", "_router_id 52").replace(".100/24", ".101/24");

  it.each([
    ["A virtual router", instance],
    ["A virtual router over unicast", text("A virtual router over unicast")],
    ["A script that is tracked", `${script}\n${inside(instance, text("Tracked scripts"))}`],
    ["Tracked scripts", `${script}\n${inside(instance, text("Tracked scripts"))}`],
    ["A group of virtual routers", `${text("A group of virtual routers")}\n${instance}\n${second(instance)}`],
    ["Global settings", text("Global settings")],
    ["A virtual server", server],
    ["A real server", inside(server, text("A real server"))],
    ["A check over HTTP", inside(server, `real_server 192.0.2.13 80 {\n${text("A check over HTTP")}\n}`)],
    ["Ignore a finding", text("Ignore a finding")],
  ])("%s: is sound as it is inserted", (name, whole) => {
    expect(Object.keys(bodies)).toContain(name);
    const findings = lint([{ path: "keepalived.conf", text: `${whole}\n` }]);
    expect(findings.filter(({ severity }) => severity === "error").map(({ message }) => message)).toEqual([]);
  });

  it("are all tried", () => {
    expect(Object.keys(bodies).length).toBe(10);
    expect(Object.values(bodies).filter((body) => !body.includes("$0") && body.includes("{\n"))).toEqual([]);
  });
});

/** What is inserted when nothing else is typed. */
const expand = (body: string): string =>
  body
    .replace(/\$\{\d+\|([^,|]+)[^|]*\|\}/g, "$1")
    .replace(/\$\{\d+:([^}]*)\}/g, "$1")
    .replace(/\$\d+/g, "");
