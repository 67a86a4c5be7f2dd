import { chmodSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { spawnSync } from "./child-process.js";
import { readRepositoryFile, root } from "./repository.js";
import { CLI } from "./run-cli.js";

/** Long for what an editor does here, short for one that waits for an answer that never comes. */
const TIMEOUT = 90_000;

/** A home with this repository at ~/kalint, as the pages of the documentation have it, and a project in it. */
export interface Home {
  readonly folder: string;
  readonly project: string;
  readonly env: NodeJS.ProcessEnv;
}

/** Makes a home whose project holds `files`. */
export function makeHome(files: Readonly<Record<string, string>>): Home {
  const folder = mkdtempSync(join(tmpdir(), "kalint-home-"));
  const project = join(folder, "project");
  mkdirSync(join(project, ".git"), { recursive: true });
  symlinkSync(root, join(folder, "kalint"));
  mkdirSync(join(folder, "bin"));
  writeFileSync(join(folder, "bin/kalint"), `#!/bin/sh\nexec "${process.execPath}" "${CLI}" "$@"\n`);
  chmodSync(join(folder, "bin/kalint"), 0o755);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(project, name)), { recursive: true });
    writeFileSync(join(project, name), text);
  }
  const PATH = `${join(folder, "bin")}:${process.env.PATH ?? ""}`;
  const env = { ...process.env, HOME: folder, PATH, XDG_CONFIG_HOME: join(folder, ".config"), TERM: "dumb" };
  return { folder, project, env };
}

/** Runs an editor in the project until it ends; what it wrote to the file `result` there is given back. */
export function runEditor<Result>(home: Home, program: string, args: readonly string[]): Result {
  const { project: cwd, env } = home;
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd,
    env,
    input: "",
    encoding: "utf8",
    timeout: TIMEOUT,
  });
  try {
    return JSON.parse(readFileSync(join(cwd, "result"), "utf8")) as Result;
  } catch {
    throw new Error(`${program} ended with ${status} and no result\n${stdout}\n${stderr}`);
  }
}

/** The fenced blocks of a page of the documentation in one language, in order. */
export function blocksOf(page: string, language: string): readonly string[] {
  const blocks = readRepositoryFile(`docs/editors/${page}.md`).matchAll(/^```(\S*)\n([\s\S]*?)^```$/gm);
  return [...blocks].filter(([, name]) => name === language).map(([, , text = ""]) => text);
}

/** A node with a priority out of range and lines that `kalint format` indents. */
export const UNTIDY = `vrrp_script check {
    script "/usr/bin/true"
}

vrrp_instance VI_1 {
  state BACKUP
    interface eth0
    virtual_router_id 51
    priority 300
    virtual_ipaddress {
        192.0.2.100/24
    }
    track_script {
        check
    }
}
`;
