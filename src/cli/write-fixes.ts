import type { FixGroup, FixRunResult } from "../lint/fix-run.js";
import { encode } from "../workspace/bytes.js";
import { CHANGED, replaceFile } from "../workspace/write-file.js";
import { holdSignals } from "./signals.js";
import { say } from "./terminal.js";

type Fixes = Pick<FixRunResult, "changed" | "groups">;

/**
 * Writes the fixed files, group by group, and gives the groups that are written. A signal that comes meanwhile ends the
 * process when the group at hand is written.
 */
export async function writeFixes({ changed, groups }: Fixes): Promise<readonly FixGroup[]> {
  const written: FixGroup[] = [];
  const signals = holdSignals();
  try {
    for (const group of groups) {
      if (writeGroup(group, changed)) written.push(group);
      const exitCode = await signals.asked();
      if (exitCode !== undefined) stop(exitCode, written, changed.size);
    }
  } finally {
    signals.release();
  }
  return written;
}

function stop(exitCode: number, written: readonly FixGroup[], all: number): never {
  say(`stopped: ${filesIn(written).length} of ${all} files fixed`);
  process.exit(exitCode);
}

/** The files of some groups together. */
export const filesIn = (groups: readonly FixGroup[]): readonly string[] => groups.flatMap(({ files }) => files);

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
    const also = others.length === 0 ? "" : `; ${others.join(", ")} cannot be fixed either`;
    say(`${path}: skipped, ${result.kind === "changed" ? CHANGED : result.reason}${also}`);
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
