import {
  accessSync,
  closeSync,
  constants,
  copyFileSync,
  fchmodSync,
  fchownSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  type Stats,
  statSync,
  unlinkSync,
  writeSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { findProgram } from "./find-program.js";
import { errorCode, errorReason } from "./input-problem.js";

export type WriteResult =
  | { readonly kind: "written" }
  /** Somebody else wrote the file since it was read; it is left alone. */
  | { readonly kind: "changed" }
  | { readonly kind: "failed"; readonly reason: string };

/**
 * Replaces the content of a file that was read as `before`: a new file beside it takes its place at once, with its mode,
 * owner, access control list and extended attributes; of a symbolic link, the file that it leads to. A file that must stay the
 * same one (hard links, a mount point, a folder that takes no new file, attributes that cannot be copied) is written over.
 */
export function replaceFile(path: string, before: Buffer, after: Buffer): WriteResult {
  try {
    const target = realpathSync(path);
    const status = statSync(target);
    const reason = whyLocked(status);
    if (reason !== undefined) return { kind: "failed", reason };
    if (status.nlink > 1 || !tryRename(target, status, before, after)) return overwrite(target, before, after);
    return { kind: "written" };
  } catch (error) {
    if (error instanceof ChangedError) return { kind: "changed" };
    return { kind: "failed", reason: errorReason(error) };
  }
}

class ChangedError extends Error {}

/** The access control list or other attributes of a file cannot be given to a new one. */
class AttributesError extends Error {}

/** Why a file that was read as `before` cannot be replaced, as far as that is known beforehand. */
export function whyKept(path: string, before: Buffer): string | undefined {
  try {
    const reason = whyLocked(statSync(path));
    if (reason !== undefined) return reason;
    if (!readFileSync(path).equals(before)) return CHANGED;
    accessSync(path, constants.W_OK);
    return undefined;
  } catch (error) {
    return errorCode(error) === "ENOENT" ? CHANGED : errorReason(error);
  }
}

/** What is said about a file that somebody else wrote since it was read. */
export const CHANGED = "it has changed in the meantime";

function whyLocked(status: Stats): string | undefined {
  if (!status.isFile()) return "it is not a regular file";
  // Asked of the mode, since root could write all the same.
  return (status.mode & 0o222) === 0 ? "it is read-only" : undefined;
}

/** Errors after which the file itself can still be written. */
const IN_PLACE = new Set(["EACCES", "EPERM", "EBUSY", "EXDEV", "EROFS"]);

/** A name that nothing else has; `wx` sees to it that this is so. Loading `node:crypto` would slow every start. */
const unlikely = (): string => `${process.pid}${Math.random().toString(36).slice(1)}`;

/** False: a new file cannot take this one's place. */
function tryRename(target: string, status: Stats, before: Buffer, after: Buffer): boolean {
  const temporary = join(dirname(target), `.${basename(target).slice(0, 200)}.${unlikely()}`);
  try {
    const descriptor = openSync(temporary, "wx", 0o600);
    try {
      fchownSync(descriptor, status.uid, status.gid);
      fchmodSync(descriptor, status.mode & 0o7777);
      if (!copyAttributes(target, temporary)) throw new AttributesError();
      writeAll(descriptor, after);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    requireUnchanged(target, before);
    renameSync(temporary, target);
    return true;
  } catch (error) {
    removeQuietly(temporary);
    if (error instanceof AttributesError) return false;
    if (IN_PLACE.has(errorCode(error))) return false;
    throw error;
  }
}

/** Access control lists and extended attributes, which Node knows nothing of. */
function copyAttributes(from: string, to: string): boolean {
  // There, and on Windows as far as there are some, Node copies them with the content.
  if (process.platform !== "linux") {
    copyFileSync(from, to);
    return true;
  }
  const cp = findProgram("cp");
  if (cp === undefined) return false;
  // Loaded when a file is written: it takes as long as to format one.
  const { spawnSync } = process.getBuiltinModule("node:child_process");
  const args = ["--attributes-only", "--preserve=mode,xattr", "--", from, to];
  return spawnSync(cp, args, { stdio: "ignore", timeout: 10_000 }).status === 0;
}

/** Puts the old content back when the new one does not fit. */
function overwrite(target: string, before: Buffer, after: Buffer): WriteResult {
  const descriptor = openSync(target, "r+");
  try {
    requireUnchanged(target, before);
    try {
      writeWhole(descriptor, after);
    } catch (error) {
      writeWhole(descriptor, before);
      throw error;
    }
    return { kind: "written" };
  } finally {
    closeSync(descriptor);
  }
}

function writeWhole(descriptor: number, bytes: Buffer): void {
  writeAll(descriptor, bytes);
  ftruncateSync(descriptor, bytes.length);
  fsyncSync(descriptor);
}

function writeAll(descriptor: number, bytes: Buffer): void {
  let at = 0;
  while (at < bytes.length) at += writeSync(descriptor, bytes, at, bytes.length - at, at);
}

function requireUnchanged(target: string, before: Buffer): void {
  if (!readFileSync(target).equals(before)) throw new ChangedError();
}

function removeQuietly(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // It was never made, or has become the file.
  }
}
