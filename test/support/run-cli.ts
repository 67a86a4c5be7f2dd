import { fileURLToPath } from "node:url";
import { type SpawnSyncReturns, spawnSync } from "./child-process.js";

/** The built command. */
export const CLI = fileURLToPath(new URL("../../dist/cli.cjs", import.meta.url));

export interface CliOptions {
  readonly cwd?: string;
  readonly input?: string | Buffer;
  readonly env?: Readonly<Record<string, string>>;
  /** How the output becomes text. */
  readonly encoding?: "utf8" | "latin1";
}

/** Runs the built command (`npm test` builds it first) and gives its output and exit code. */
export function runCli(
  args: readonly string[],
  { cwd, input = "", env, encoding = "utf8" }: CliOptions = {},
): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, [CLI, ...args], {
    encoding,
    input,
    maxBuffer: 1 << 28,
    env: { ...process.env, NO_COLOR: "1", ...env },
    ...(cwd === undefined ? {} : { cwd }),
  });
}

/** Whether tests can run the command as a user who may do nothing. */
export const canBeNobody = process.getuid?.() === 0 && spawnSync("setpriv", ["--version"]).status === 0;

/** Exit code and standard error of the command, run by a user who owns nothing. */
export function asNobody(cwd: string, ...args: readonly string[]): [number | null, string] {
  const command = ["--reuid=65534", "--clear-groups", process.execPath, CLI, ...args];
  const { status, stderr } = spawnSync("setpriv", command, { cwd, encoding: "utf8" });
  return [status, stderr];
}
