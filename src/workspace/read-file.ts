import { readSync } from "node:fs";
import { readRegularFile } from "../settings/regular-file.js";
import { decode } from "./bytes.js";
import { errorCode, errorReason, type InputProblem } from "./input-problem.js";

/** A configuration as bytes and text; `encode(text)` gives the bytes back. */
export interface WorkspaceFile {
  readonly path: string;
  readonly bytes: Buffer;
  readonly text: string;
}

export type ReadResult =
  | { readonly kind: "read"; readonly file: WorkspaceFile }
  | { readonly kind: "problem"; readonly problem: InputProblem };

/** How much of a file tells whether it is a text. */
const SAMPLE_BYTES = 8192;
const CHUNK_BYTES = 1 << 20;
/** No configuration is as large; keepalived itself needs minutes for a sixth of it. In MiB. */
const MAX_SIZE = 64;

/** Reads a file of up to `most` MiB that the user named. Never waits: pipes and devices are refused, `-` is for those. */
export function readTextFile(path: string, most = MAX_SIZE): ReadResult {
  try {
    const result = readRegularFile(path, most << 20);
    if (result.kind === "bytes") return toText(path, result.bytes);
    if (result.kind === "folder") return problem("folder", path, `${path} is a folder`);
    if (result.kind === "too-large") return tooLarge(path, most);
    return problem("not-regular", path, `${path} is not a regular file; use - to read from standard input`);
  } catch (error) {
    return failure(path, error, most);
  }
}

/** Reads standard input to its end, up to `most` MiB. `name` stands for it in reports. */
export function readStandardInput(name: string, most = MAX_SIZE): ReadResult {
  const chunks: Buffer[] = [];
  let total = 0;
  try {
    for (;;) {
      const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
      const length = readSome(chunk);
      if (length === 0) break;
      chunks.push(chunk.subarray(0, length));
      total += length;
      if (total > most << 20) return tooLarge(name, most);
    }
    return toText(name, Buffer.concat(chunks));
  } catch (error) {
    return failure(name, error, most);
  }
}

/** Bytes read into `chunk`, 0 at the end. */
function readSome(chunk: Buffer): number {
  for (;;) {
    try {
      return readSync(0, chunk, 0, chunk.length, null);
    } catch (error) {
      if (errorCode(error) === "EOF") return 0;
      if (errorCode(error) !== "EAGAIN") throw error;
      // A stream that does not block and has nothing yet: wait without spinning.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}

function toText(path: string, bytes: Buffer): ReadResult {
  if (isBinary(bytes)) return problem("binary", path, `${path} is not a text file`);
  return { kind: "read", file: { path, bytes, text: decode(bytes) } };
}

/** UTF-16, or more control characters than a text has. A few NULs are a mistake in a text, and are reported as such. */
function isBinary(bytes: Buffer): boolean {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return true;
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  const controls = sample.reduce((sum, byte) => sum + (isControl(byte) ? 1 : 0), 0);
  return controls > 8 && controls * 10 > sample.length;
}

const isControl = (byte: number): boolean => byte < 9 || (byte > 13 && byte < 32 && byte !== 27);

function failure(path: string, error: unknown, most: number): ReadResult {
  const code = errorCode(error);
  if (code === "ENOENT" || code === "ENOTDIR") return problem("missing", path, `${path}: no such file or directory`);
  if (code === "EISDIR") return problem("folder", path, `${path} is a folder`);
  if (code === "ERR_FS_FILE_TOO_LARGE" || code === "ERR_STRING_TOO_LONG" || error instanceof RangeError) {
    return tooLarge(path, most);
  }
  // What the system does not say is a mistake of kalint.
  if (code === "") throw error;
  return problem("unreadable", path, `${path}: cannot be read: ${errorReason(error)}`);
}

const tooLarge = (path: string, most: number): ReadResult =>
  problem("too-large", path, `${path} is too large: more than ${most} MiB`);

const problem = (kind: InputProblem["kind"], path: string, message: string): ReadResult => ({
  kind: "problem",
  problem: { kind, path, message },
});
