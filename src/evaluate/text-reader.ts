import type { FileReader } from "./includes.js";

/** Lets texts that are no files include each other, by name and by pattern; wherever an include says that they lie. */
export function textReader(texts: ReadonlyMap<string, string>): FileReader {
  return {
    glob(pattern) {
      const own = patternOf(baseName(pattern));
      return [...texts.keys()].filter((name) => own.test(name)).toSorted();
    },
    read(path) {
      const text = texts.get(path) ?? texts.get(baseName(path));
      return text === undefined ? { kind: "missing" } : { kind: "text", text };
    },
  };
}

const baseName = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

/** Of a glob pattern without folders. */
function patternOf(glob: string): RegExp {
  const source = glob
    .replace(/[.+^$()|{}\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  try {
    return new RegExp(`^${source.replace(/\[!/g, "[^")}$`);
  } catch {
    // A bracket that is not closed.
    return new RegExp(`^${source.replace(/[[\]]/g, "\\$&")}$`);
  }
}
