import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { readRepositoryFile } from "./repository.js";
import { runCli } from "./run-cli.js";

/** The seed pair, by name. */
export const SEED = {
  "master.conf": readRepositoryFile("fixtures/seed/master.conf"),
  "slave.conf": readRepositoryFile("fixtures/seed/slave.conf"),
};

/** A folder with files; what is no text becomes JSON. */
export function folderWith(files: Readonly<Record<string, string | object>>): string {
  const folder = mkdtempSync(join(tmpdir(), "kalint-settings-"));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), typeof content === "string" ? content : JSON.stringify(content));
  }
  return folder;
}

/** Runs the command and gives its findings as `file severity rule`. */
export function lint(cwd: string, ...args: string[]) {
  const { status, stdout, stderr } = runCli([...args, "--format", "compact"], { cwd });
  const found = stdout
    .split("\n")
    .flatMap((line) => /^([^:]+):.*? (\w+): .*\[(.*)\]$/.exec(line)?.slice(1).join(" ") ?? []);
  return { status, found, stderr };
}

/** Settings that turn off the one finding of each seed file. */
export const OFF = { rules: { "track-own-interface": "off" } };

/** That finding. */
export const OWN = (file: string) => `${file} info track-own-interface`;
