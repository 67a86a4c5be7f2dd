import { writeSync } from "node:fs";
import { Chalk, type ChalkInstance } from "chalk";
import { printable } from "../text/printable.js";
import { errorCode, errorReason } from "../workspace/input-problem.js";
import { UsageError } from "./exit-codes.js";

/** Colours for a terminal, unless the user says otherwise by `--color`, `NO_COLOR` or `FORCE_COLOR`. */
export function colorsFor(stream: NodeJS.WriteStream, wanted: boolean | undefined): ChalkInstance {
  return new Chalk({ level: hasColors(stream, wanted) ? 1 : 0 });
}

function hasColors(stream: NodeJS.WriteStream, wanted: boolean | undefined): boolean {
  if (wanted !== undefined) return wanted;
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR !== undefined && NO_COLOR !== "") return false;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== "") return FORCE_COLOR !== "0" && FORCE_COLOR !== "false";
  return stream.isTTY === true && TERM !== "dumb";
}

/** Writes all of a text to standard output. A reader that has gone away ends the process quietly, as in `| head`. */
export function writeOutput(text: string | Uint8Array): void {
  writeAll(1, typeof text === "string" ? Buffer.from(text, "utf8") : text);
}

/** One line to standard error: `kalint: …`. */
export function say(message: string): void {
  writeAll(2, Buffer.from(`kalint: ${printable(message)}\n`, "utf8"));
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
