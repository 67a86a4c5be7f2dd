import { Buffer } from "node:buffer";
import { dirname, join, relative, resolve, sep } from "node:path";
import { isCostly } from "../text/pattern-work.js";
import { SourceFile } from "../text/source-file.js";
import { SettingsError } from "./problem.js";
import { readSettingsText, shownPath } from "./read-text.js";
import { isThere, scopeFinder } from "./search-scope.js";

/**
 * Finds the indentation that `.editorconfig` asks for in a file, or undefined; files and folders are read once. What is no
 * regular file or cannot be read asks for nothing. Throws `SettingsError` for one that cannot be used.
 */
export function editorIndents(): (path: string) => Promise<number | "tab" | undefined> {
  const filesFor = configFinder();
  return async (path) => {
    const file = resolve(path);
    const files = filesFor(dirname(file));
    // The library costs more to load than the format of a small file.
    if (files.length === 0) return undefined;
    return readIndent(file, files);
  };
}

async function readIndent(file: string, files: readonly EditorConfig[]): Promise<number | "tab" | undefined> {
  const { parseBuffer, parseFromFilesSync } = await import("editorconfig");
  for (const { name, contents } of files) {
    const own = relative(dirname(name), file).split(sep).join("/");
    for (const [section] of parseBuffer(contents)) {
      if (section !== null && isCostly(section, own)) throw tooCostly(name, contents.toString(), section);
    }
  }
  const { indent_style: style, indent_size: size, tab_width: width } = parseFromFilesSync(file, [...files]);
  if (style === "tab" || (style === undefined && size === "tab")) return "tab";
  if (typeof size === "number") return size;
  return size === "tab" && typeof width === "number" ? width : undefined;
}

/** As `editorIndents`, for a run in which no file changes. */
export const editorIndent = editorIndents();

interface EditorConfig {
  readonly name: string;
  readonly contents: Buffer;
}

/** The files of a folder, the nearest first, as the library wants them; up to one that says `root = true`. */
function configFinder(): (folder: string) => readonly EditorConfig[] {
  // Also above a repository, but none that is another user's.
  const scopeOf = scopeFinder({ leavesRepository: true });
  const inFolder = new Map<string, readonly string[]>();
  const known = new Map<string, readonly EditorConfig[]>();
  const present = (folder: string): readonly string[] => {
    const found = inFolder.get(folder) ?? [join(folder, ".editorconfig")].filter(isThere);
    inFolder.set(folder, found);
    return found;
  };
  const read = (name: string): readonly EditorConfig[] => {
    const found = known.get(name) ?? readConfig(name);
    known.set(name, found);
    return found;
  };
  return (folder) => {
    const { folders, isTrusted } = scopeOf(folder);
    return folders.flatMap(present).filter(isTrusted).flatMap(read);
  };
}

function readConfig(name: string): readonly EditorConfig[] {
  const result = readSettingsText(name);
  // The library ends the program at a byte that is not UTF-8; as text there is none.
  return result.kind === "text" ? [{ name, contents: Buffer.from(result.text) }] : [];
}

function tooCostly(name: string, text: string, section: string): SettingsError {
  const source = new SourceFile(name, text);
  const position = source.positionAt(Math.max(0, text.indexOf(`[${section}]`)));
  const shown = section.length > 60 ? `${section.slice(0, 60)}…` : section;
  const message = `[${shown}] would take too long to match; use fewer "*"`;
  return new SettingsError([{ file: shownPath(name), ...position, message }]);
}
