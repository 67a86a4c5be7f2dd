import { existsSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { blockBelow } from "../support/readme.js";
import { readRepositoryFile, root } from "../support/repository.js";
import { runCli } from "../support/run-cli.js";

const readme = readRepositoryFile("README.md");
const master = readRepositoryFile("fixtures/seed/master.conf");
const slave = readRepositoryFile("fixtures/seed/slave.conf");

function work(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "kalint-readme-"));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

describe("README.md", () => {
  it("links to what there is", () => {
    const links = [...readme.matchAll(/\]\(([^)#\s]+)/g)].map(([, link = ""]) => link);
    expect(links.length).toBeGreaterThan(3);
    expect(links.filter((link) => !/^https?:/.test(link) && !existsSync(root + link))).toEqual([]);
  });

  it("names files of this repository that there are", () => {
    const named = [...readme.matchAll(/(?<![\w/.-])(?:docs|editors|fixtures|grammar|src|test)\/[\w./-]*\w\b/g)];
    const missing = named.map(([path]) => path).filter((path) => !existsSync(root + path));
    expect(missing.filter((path) => path !== "fixtures/rules/NAME")).toEqual([]);
  });

  it("shows what is reported", () => {
    const [command = "", ...lines] = blockBelow("## What it finds", "").split("\n");
    const cwd = work({ "master.conf": master, "slave.conf": slave.replace("_router_id 51", "_router_id 52") });
    const { stdout } = runCli(command.replace("$ kalint ", "").split(" "), { cwd });
    expect(lines.join("\n")).toBe(stdout);
  });

  it("names commands and options that there are", () => {
    const known = ["--help", "lint --help", "format --help", "simulate --help"]
      .map((args) => runCli(args.split(" ")).stdout)
      .join("\n");
    const ofOthers = ["--all", "--minutes", "--global", "--prefix", "--rm", "--yes"];
    const options = [...readme.matchAll(/(?<=[\s`("])--[a-z][a-z-]+/g)].map(([option]) => option);
    expect(options.filter((one) => !known.includes(one) && !ofOthers.includes(one))).toEqual([]);
    const commands = [...readme.matchAll(/^kalint ([a-z]+)(?=,? )/gm)].map(([, name = ""]) => name);
    expect(commands.length).toBeGreaterThan(5);
    expect(commands.filter((name) => !known.includes(`\n  ${name} `))).toEqual([]);
  });

  it("shows settings that are taken", () => {
    const settings = blockBelow("## Settings", "json");
    const cwd = work({ "kalint.config.json": settings, "master.conf": master, "slave.conf": slave });
    expect(runCli(["config", "master.conf"], { cwd })).toMatchObject({ status: 0, stderr: "" });
    expect(runCli(["--quiet", "master.conf"], { cwd })).toMatchObject({ status: 0, stderr: "" });
  });
});
