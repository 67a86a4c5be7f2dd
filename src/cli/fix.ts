import { readFileSync } from "node:fs";
import type { FixRunResult } from "../lint/fix-run.js";
import { encode } from "../text/bytes.js";
import { replaceFile } from "../workspace/write-file.js";
import { say, writeOutput } from "./terminal.js";

type Changes = FixRunResult["changed"];

/** Shows what fixing would change, as a unified diff. */
export async function showFixes(changed: Changes): Promise<void> {
  const { formatPatch, structuredPatch } = await import("diff");
  const headers = { includeIndex: false, includeUnderline: false, includeFileHeaders: true };
  for (const [path, { before, after }] of changed) {
    writeOutput(encode(formatPatch(structuredPatch(path, path, before, after), headers)));
  }
}

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** As a shell tells the end of a program by a signal. */
const SIGNAL_EXIT = 128;

/** Writes the fixed files as `writeFixes`; a signal that comes meanwhile waits until all are written, or none. */
export async function writeFixesWhole(changed: Changes): Promise<boolean> {
  let received: number | undefined;
  const listener = (_: NodeJS.Signals, code: number): void => {
    received = code;
  };
  for (const signal of SIGNALS) process.on(signal, listener);
  const isWritten = writeFixes(changed);
  // Listeners are called between two turns of the event loop.
  await new Promise((resolve) => setImmediate(resolve));
  for (const signal of SIGNALS) process.off(signal, listener);
  if (received !== undefined) process.exit(SIGNAL_EXIT + received);
  return isWritten;
}

/**
 * Writes the fixed files, all or none: when one cannot be written, or was changed since it was read, those before it
 * get their old content back. Returns whether all are written.
 */
function writeFixes(changed: Changes): boolean {
  const stale = [...changed].find(([path, { before }]) => !holds(path, encode(before)));
  if (stale !== undefined) {
    say(`nothing is fixed: ${stale[0]} was changed meanwhile`);
    return false;
  }
  const written: string[] = [];
  for (const [path, { before, after }] of changed) {
    const result = replaceFile(path, encode(before), encode(after));
    if (result.kind === "written") {
      written.push(path);
      continue;
    }
    for (const other of written) restore(other, changed);
    say(`nothing is fixed: ${path}: ${result.kind === "changed" ? "it was changed meanwhile" : result.reason}`);
    return false;
  }
  return true;
}

function holds(path: string, bytes: Buffer): boolean {
  try {
    return readFileSync(path).equals(bytes);
  } catch {
    // Gone or unreadable: as good as changed.
    return false;
  }
}

function restore(path: string, changed: Changes): void {
  const change = changed.get(path);
  if (change !== undefined) replaceFile(path, encode(change.after), encode(change.before));
}
