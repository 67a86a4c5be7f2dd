import { createHash } from "node:crypto";
import type { FileReader } from "../evaluate/index.js";
import { judge, type Task, type TextVerdict } from "../lint/judge.js";
import type { RunOptions } from "../lint/run.js";

/** What was read, and what it held; it says when an answer no longer holds. */
export interface ReadRecord {
  readonly reads: readonly (readonly [path: string, state: string])[];
  readonly globs: readonly (readonly [pattern: string, from: string, found: readonly string[] | undefined])[];
}

/** A verdict with what was read for it besides the roots. */
export interface RecordedVerdict extends TextVerdict {
  readonly record: ReadRecord;
}

/** Judges a task, and records what it reads. */
export function judgeRecorded(task: Task, options: RunOptions): RecordedVerdict {
  const reads = new Map<string, string>();
  const globs = new Map<string, ReadRecord["globs"][number]>();
  const { reader } = options;
  const recorder: FileReader | undefined = reader && {
    glob(pattern, from) {
      const found = reader.glob(pattern, from);
      globs.set(JSON.stringify([pattern, from]), [pattern, from, found]);
      return found;
    },
    read(path) {
      const result = reader.read(path);
      reads.set(path, stateOf(result));
      return result;
    },
  };
  const verdict = judge(task, { ...options, reader: recorder });
  return { ...verdict, record: { reads: [...reads], globs: [...globs.values()] } };
}

/** The texts of what was read, if all is as it was; undefined where something has changed. */
export function readAgain(
  { reads, globs }: ReadRecord,
  reader: FileReader | undefined,
): readonly { readonly path: string; readonly text: string }[] | undefined {
  const texts: { readonly path: string; readonly text: string }[] = [];
  for (const [path, state] of reads) {
    const now = reader?.read(path);
    if (now === undefined || stateOf(now) !== state) return undefined;
    if (now.kind === "text") texts.push({ path, text: now.text });
  }
  const isSame = ([pattern, from, found]: ReadRecord["globs"][number]) =>
    JSON.stringify(reader?.glob(pattern, from)) === JSON.stringify(found);
  return globs.every(isSame) ? texts : undefined;
}

/** The record of several tasks together. */
export const joinRecords = (records: readonly ReadRecord[]): ReadRecord => ({
  reads: [...new Map(records.flatMap(({ reads }) => reads))],
  globs: [...new Map(records.flatMap(({ globs }) => globs.map((one) => [`${one[0]}\0${one[1]}`, one]))).values()],
});

const stateOf = (result: ReturnType<FileReader["read"]>): string =>
  result.kind === "text" ? hash([result.text]) : result.kind;

/** A name for some texts together. */
export function hash(parts: readonly string[]): string {
  const digest = createHash("sha256");
  // Lengths keep the parts apart. UTF-16, since lone surrogates stand for single bytes.
  for (const part of parts) digest.update(`${part.length}:`).update(part, "utf16le");
  return digest.digest("base64url");
}
