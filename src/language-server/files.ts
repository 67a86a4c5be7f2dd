import { resolve } from "node:path";
import type { FileReader } from "../evaluate/index.js";
import { confineTo } from "../workspace/confinement.js";
import { includeReader } from "../workspace/include-reader.js";
import { readTextFile } from "../workspace/read-file.js";
import type { Documents } from "./documents.js";

/** The texts of files: that of the client where it has the file open, else what is on disk. */
export interface Files {
  /** Undefined where the file cannot be read. */
  text(path: string): string | undefined;
  /** What includes read. `given` keep the name that they were given under. */
  reader(given: readonly string[]): FileReader;
  /** Forgets what was read from disk. */
  refresh(): void;
}

/** Files of the disk are read once until `refresh` or other ones are given; open documents are never read from there. */
export function makeFiles(documents: Documents, includeRoot: () => string | undefined): Files {
  const texts = new Map<string, string | undefined>();
  let disk: { readonly given: readonly string[]; readonly reader: FileReader } | undefined;
  const openText = (path: string): string | undefined => {
    const document = documents.at(resolve(path));
    return document === undefined || document.isTooLarge ? undefined : document.source.text;
  };
  const fromDisk = (given: readonly string[]): FileReader => {
    const root = includeRoot();
    return includeReader({ confinement: root === undefined ? undefined : confineTo([root]), given });
  };
  return {
    text(path) {
      const open = openText(path);
      if (open !== undefined) return open;
      const key = resolve(path);
      if (!texts.has(key)) {
        const read = readTextFile(path);
        texts.set(key, read.kind === "read" ? read.file.text : undefined);
      }
      return texts.get(key);
    },
    reader(given) {
      if (disk?.given !== given) disk = { given, reader: fromDisk(given) };
      const { glob, read } = disk.reader;
      return {
        glob,
        read(path) {
          const onDisk = read(path);
          const open = onDisk.kind === "text" ? openText(path) : undefined;
          return open === undefined ? onDisk : { kind: "text", text: open };
        },
      };
    },
    refresh() {
      texts.clear();
      disk = undefined;
    },
  };
}
