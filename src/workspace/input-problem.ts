/** Why a name on the command line gives no text. */
export interface InputProblem {
  readonly kind:
    | "missing"
    | "folder"
    | "not-regular"
    | "unreadable"
    | "binary"
    | "too-large"
    | "no-match"
    | "empty-folder"
    | "twice"
    | "outside";
  /** As the user gave it. */
  readonly path: string;
  /** One clause that names the path. */
  readonly message: string;
}

/** The code of a system error, such as `ENOENT`. */
export const errorCode = (error: unknown): string =>
  error instanceof Error && "code" in error ? String(error.code) : "";

const REASONS: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EISDIR: "it is a folder",
  ENOTDIR: "a part of its path is not a folder",
  EEXIST: "it exists",
  EPERM: "not permitted",
  EROFS: "the file system is read-only",
  ENOSPC: "no space is left on the device",
  EDQUOT: "the disk quota is used up",
  EIO: "input/output error",
  ELOOP: "too many symbolic links",
  EMFILE: "too many open files",
  ENAMETOOLONG: "the name is too long",
};

/** A system error in words, without the name of the call. */
export function errorReason(error: unknown): string {
  const known = REASONS[errorCode(error)];
  if (known !== undefined) return known;
  return error instanceof Error ? error.message.replace(/^[A-Z]+: /, "").replace(/, \w+( '.*)?$/s, "") : String(error);
}
