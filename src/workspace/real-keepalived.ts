import { spawnSync } from "node:child_process";
import { delimiter, isAbsolute, resolve } from "node:path";
import { findProgram, programFolders } from "./find-program.js";
import { errorCode, errorReason } from "./input-problem.js";

/** How `keepalived -t` ended, and the lines that it wrote. */
export type RealAnswer =
  | { readonly kind: "ended"; readonly exit: number; readonly lines: readonly string[] }
  | { readonly kind: "killed"; readonly signal: string; readonly lines: readonly string[] }
  | { readonly kind: "timeout"; readonly seconds: number; readonly lines: readonly string[] }
  /** It wrote so much that it was ended. */
  | { readonly kind: "flood"; readonly lines: readonly string[] }
  | { readonly kind: "unavailable"; readonly reason: string };

const LIMIT_SECONDS = 20;
const LIMIT_BYTES = 1 << 24;

/**
 * Asks the real program about a root file: no shell, no input, a time limit. It tests the file and starts nothing.
 * `program` is an absolute path or a name to look for on the PATH; a path relative to the working folder is refused.
 */
export function askRealKeepalived(
  program: string,
  path: string,
  configId: string | undefined,
  seconds = LIMIT_SECONDS,
): RealAnswer {
  const file = isAbsolute(program) ? program : findProgram(program);
  if (file === undefined) return { kind: "unavailable", reason: whyNone(program) };
  const id = configId === undefined || configId === "" ? [] : ["-i", configId];
  const run = spawnSync(file, ["-t", "-f", resolve(path), ...id], {
    env: { ...process.env, LC_ALL: "C", PATH: programFolders().join(delimiter) },
    stdio: ["ignore", "ignore", "pipe"],
    encoding: "utf8",
    timeout: seconds * 1000,
    // It does not end on SIGTERM while it reads.
    killSignal: "SIGKILL",
    maxBuffer: LIMIT_BYTES,
  });
  const lines = (run.stderr ?? "").split("\n").filter((line) => line !== "");
  const code = errorCode(run.error);
  if (code === "ETIMEDOUT") return { kind: "timeout", seconds, lines };
  if (code === "ENOENT") return { kind: "unavailable", reason: "no such program" };
  // The last line is cut off.
  if (code === "ENOBUFS") return { kind: "flood", lines: lines.slice(0, -1) };
  if (run.error !== undefined) return { kind: "unavailable", reason: errorReason(run.error) };
  if (run.status === null) return { kind: "killed", signal: run.signal ?? "a signal", lines };
  return { kind: "ended", exit: run.status, lines };
}

const whyNone = (program: string): string =>
  /[\\/]/.test(program)
    ? "the path is relative; use an absolute path, or a name that is on the PATH"
    : "no such program";
