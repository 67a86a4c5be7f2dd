import { closeSync, constants, fstatSync, openSync, readFileSync, statfsSync, statSync } from "node:fs";

/** The content of a file, or why it is not read. */
export type RegularFile =
  | { readonly kind: "bytes"; readonly bytes: Buffer; readonly mode: number }
  | { readonly kind: "folder" | "not-regular" | "too-large" };

/**
 * Reads a file of up to `most` bytes. Never waits and never reads what the kernel makes up: pipes, devices and the files
 * below /proc and /sys are refused. Throws what the system says of a file that is not there or closed to us.
 */
export function readRegularFile(path: string | Buffer, most: number): RegularFile {
  const refused = whyIrregular(path, most);
  if (refused !== undefined) return { kind: refused };
  // The name may mean another file by now: opening a pipe would wait.
  const descriptor = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0));
  try {
    const opened = fstatSync(descriptor);
    if (!opened.isFile()) return { kind: "not-regular" };
    if (opened.size > most) return { kind: "too-large" };
    return { kind: "bytes", bytes: readFileSync(descriptor), mode: opened.mode };
  } finally {
    closeSync(descriptor);
  }
}

/** Why a file is not read, undefined where it is. Throws as `readRegularFile`. */
export function whyIrregular(path: string | Buffer, most: number): "folder" | "not-regular" | "too-large" | undefined {
  const status = statSync(path);
  if (status.isDirectory()) return "folder";
  if (!status.isFile() || isMadeUp(path)) return "not-regular";
  return status.size > most ? "too-large" : undefined;
}

/**
 * File systems of Linux whose files say what the kernel knows (linux/magic.h). Some wait for news, as /proc/kmsg does,
 * and some hold secrets, as /proc/self/environ does; all of them call themselves regular files.
 */
const MADE_UP = new Set([
  0x9fa0, // proc
  0x62656572, // sysfs
  0x64626720, // debugfs
  0x74726163, // tracefs
  0x73636673, // securityfs
  0xf97cff8c, // selinuxfs
  0x43415d53, // smackfs
  0x27e0eb, // cgroup
  0x63677270, // cgroup2
  0xcafe4a11, // bpf
  0x6165676c, // pstore
  0xde5e81e4, // efivarfs
  0x62656570, // configfs
  0x42494e4d, // binfmt_misc
  0x19800202, // mqueue
  0x6e736673, // nsfs
]);

const isMadeUp = (path: string | Buffer): boolean =>
  process.platform === "linux" && MADE_UP.has(statfsSync(path).type >>> 0);
