import { fstatSync, statSync, writeSync } from "node:fs";
import type { Colors } from "../reporters/report.js";
import { printableLine } from "../text/printable.js";
import { errorCode, errorReason } from "../workspace/input-problem.js";
import { UsageError } from "./exit-codes.js";

/**
 * Standard output where it is a terminal, else undefined. The descriptor is asked first, because `process.stdout` loads
 * all of Node's streams: time that a pipe, a file or /dev/null does not need.
 */
export function terminal(): NodeJS.WriteStream | undefined {
  return isDevice(1) && process.stdout.isTTY ? process.stdout : undefined;
}

function isDevice(descriptor: number): boolean {
  try {
    const stats = fstatSync(descriptor);
    return stats.isCharacterDevice() && stats.rdev !== statSync("/dev/null", { throwIfNoEntry: false })?.rdev;
  } catch {
    // It was closed before kalint began.
    return false;
  }
}

/** Colours on a terminal, unless the user says otherwise by `--color`, `NO_COLOR` or `FORCE_COLOR`. */
export async function colorsFor(wanted: boolean | undefined): Promise<Colors> {
  if (!hasColors(wanted)) return noColors;
  const { Chalk } = await import("chalk");
  return new Chalk({ level: 1 });
}

const same = (text: string): string => text;

/** Without colours the library is not loaded. */
export const noColors: Colors = { bold: same, dim: same, red: same, green: same, yellow: same, blue: same, cyan: same };

function hasColors(wanted: boolean | undefined): boolean {
  if (wanted !== undefined) return wanted;
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR !== undefined && NO_COLOR !== "") return false;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== "") return FORCE_COLOR !== "0" && FORCE_COLOR !== "false";
  return TERM !== "dumb" && terminal() !== undefined;
}

/** Writes all of a text to standard output. A reader that has gone away ends the process quietly, as in `| head`. */
export function writeOutput(text: string | Uint8Array): void {
  writeAll(1, typeof text === "string" ? Buffer.from(text, "utf8") : text);
}

/**
 * Writes a diff, whose lines have to stay as they are. In a log of GitHub some of them could be commands to the runner, so
 * it is switched to take none until the end; a reader of a diff skips such lines.
 */
export function writeDiff(text: Uint8Array, colors: Colors = noColors): void {
  if (colors !== noColors)
    return writeOutput(Buffer.from(coloredDiff(Buffer.from(text).toString("latin1"), colors), "latin1"));
  if (process.env.GITHUB_ACTIONS !== "true" || fstatSync(1).isFile()) return writeOutput(text);
  const token = Array.from({ length: 4 }, () => Math.random().toString(36).slice(2)).join("");
  writeOutput(`::stop-commands::${token}\n`);
  writeOutput(text);
  writeOutput(`::${token}::\n`);
}

const coloredDiff = (text: string, { bold, cyan, green, red }: Colors): string =>
  text.replace(/^.+$/gm, (line) => {
    if (/^(?:---|\+\+\+) /.test(line)) return bold(line);
    if (line.startsWith("@@")) return cyan(line);
    if (line.startsWith("+")) return green(line);
    return line.startsWith("-") ? red(line) : line;
  });

/** A message to standard error: `kalint: …`. What a line holds cannot end it: names of files hold anything. */
export function say(...lines: readonly string[]): void {
  writeError(`kalint: ${lines.map(printableLine).join("\n")}\n`);
}

/** Writes a text to standard error as it is. */
export function writeError(text: string): void {
  writeAll(2, Buffer.from(text, "utf8"));
}

function writeAll(descriptor: number, bytes: Uint8Array): void {
  let at = 0;
  while (at < bytes.length) {
    try {
      at += writeSync(descriptor, bytes, at);
    } catch (error) {
      if (errorCode(error) !== "EAGAIN") return fail(descriptor, error);
      // A pipe that is full: wait for its reader without spinning.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}

/** A reader that is gone wants no more. Where standard error takes nothing there is nobody to tell. */
function fail(descriptor: number, error: unknown): void {
  if (errorCode(error) === "EPIPE") process.exit(descriptor === 1 ? Number(process.exitCode) || 0 : 0);
  if (descriptor === 1) throw new UsageError(`cannot write to standard output: ${errorReason(error)}`);
}
