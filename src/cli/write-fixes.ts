import type { FixGroup, FixRunResult } from "../lint/fix-run.js";
import { encode } from "../text/bytes.js";
import { CHANGED, replaceFile } from "../workspace/write-file.js";
import { say } from "./terminal.js";

type Fixes = Pick<FixRunResult, "changed" | "groups">;

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** As a shell tells the end of a program by a signal. */
const SIGNAL_EXIT = 128;

/**
 * Writes the fixed files, group by group, and gives the groups that are written. A signal that comes meanwhile ends the
 * process when the group at hand is written.
 */
export async function writeFixes({ changed, groups }: Fixes): Promise<readonly FixGroup[]> {
  let received: number | undefined;
  const listener = (_: NodeJS.Signals, code: number): void => {
    received = code;
  };
  for (const signal of SIGNALS) process.on(signal, listener);
  const written: FixGroup[] = [];
  for (const group of groups) {
    if (writeGroup(group, changed)) written.push(group);
    // Listeners are called between two turns of the event loop.
    await new Promise((resolve) => setImmediate(resolve));
    if (received !== undefined) stop(received, written, changed.size);
  }
  for (const signal of SIGNALS) process.off(signal, listener);
  return written;
}

function stop(signal: number, written: readonly FixGroup[], all: number): never {
  say(`stopped: ${filesIn(written)} of ${all} files are fixed`);
  process.exit(SIGNAL_EXIT + signal);
}

/** How many files groups have together. */
export const filesIn = (groups: readonly FixGroup[]): number =>
  groups.reduce((sum, { files }) => sum + files.length, 0);

/** Writes files, all or none: where one cannot be written, those before it get their old content back. */
function writeGroup({ files }: FixGroup, changed: Fixes["changed"]): boolean {
  const written: string[] = [];
  for (const path of files) {
    const { before, after } = textsOf(path, changed);
    const result = replaceFile(path, before, after);
    if (result.kind === "written") {
      written.push(path);
      continue;
    }
    for (const other of written) restore(other, changed);
    const others = files.filter((file) => file !== path);
    const also = others.length === 0 ? "" : `; so ${others.join(", ")} cannot be fixed either`;
    say(`${path} is left alone: ${result.kind === "changed" ? CHANGED : result.reason}${also}`);
    return false;
  }
  return true;
}

function restore(path: string, changed: Fixes["changed"]): void {
  const { before, after } = textsOf(path, changed);
  replaceFile(path, after, before);
}

function textsOf(path: string, changed: Fixes["changed"]): { before: Buffer; after: Buffer } {
  const { before = "", after = "" } = changed.get(path) ?? {};
  return { before: encode(before), after: encode(after) };
}
