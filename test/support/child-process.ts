import * as node from "node:child_process";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";

export type { ChildProcess, SpawnSyncReturns } from "node:child_process";

/** Longer than anything that the tests start takes on a slow machine. */
const LIMIT = 180_000;

/**
 * What a test starts: a session of its own, so that no program can ask at the terminal and wait for the answer, and a
 * time limit, so that none can hang.
 */
const withLimit = <T extends object>(options: T | undefined) => ({
  detached: true,
  timeout: LIMIT,
  killSignal: "SIGKILL" as const,
  ...options,
});

/** As in `node:child_process`; but it throws when the program does not end in time, unless the call sets its own time. */
export const spawnSync = ((program: string, args: readonly string[], options?: node.SpawnSyncOptions) => {
  const result = node.spawnSync(program, args, withLimit(options));
  if (!isTimeout(result.error)) return result;
  endGroup(result.pid);
  if (options?.timeout !== undefined) return result;
  throw new Error(`${program} ${args.join(" ")} did not end within ${LIMIT / 1000} s`);
}) as typeof node.spawnSync;

/** As in `node:child_process`, with a time limit. */
export const execFileSync = ((program: string, args: readonly string[], options?: node.ExecFileSyncOptions) => {
  try {
    return node.execFileSync(program, args, withLimit(options));
  } catch (error) {
    if (isTimeout(error)) endGroup((error as { pid?: number }).pid);
    throw error;
  }
}) as typeof node.execFileSync;

/** As `execFile` of `node:child_process` when it is awaited, with a time limit. */
export const execute = (program: string, args: readonly string[], options?: node.ExecFileOptions) =>
  promisify(node.execFile)(program, args, { ...withLimit(options), encoding: "utf8" });

/** As in `node:child_process`, with a time limit. */
export const spawn = ((program: string, args: readonly string[], options?: node.SpawnOptions) => {
  const { timeout, ...others } = withLimit(options);
  const child = node.spawn(program, args, others);
  const timer = setTimeout(() => endGroup(child.pid), timeout);
  child.once("exit", () => clearTimeout(timer)).once("error", () => clearTimeout(timer));
  return child;
}) as typeof node.spawn;

/** Processes that a process has started and that still run. */
export function childrenOf(pid: number): readonly number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ").filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

const isTimeout = (error: unknown): boolean => (error as NodeJS.ErrnoException | undefined)?.code === "ETIMEDOUT";

/** Ends what a program started too: it would hold the pipes open. */
function endGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined && pid > 0) process.kill(-pid, "SIGKILL");
  } catch {
    // All of them have ended.
  }
}
