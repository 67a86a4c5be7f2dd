import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** Indentation that `.editorconfig` asks for in a file, or undefined. */
export async function editorIndent(path: string): Promise<number | "tab" | undefined> {
  // The library costs more to load than the format of a small file.
  if (!hasEditorConfig(dirname(resolve(path)))) return undefined;
  const { parse } = await import("editorconfig");
  const { indent_style: style, indent_size: size, tab_width: width } = await parse(resolve(path));
  if (style === "tab" || (style === undefined && size === "tab")) return "tab";
  if (typeof size === "number") return size;
  return size === "tab" && typeof width === "number" ? width : undefined;
}

const known = new Map<string, boolean>();

function hasEditorConfig(folder: string): boolean {
  const before = known.get(folder);
  if (before !== undefined) return before;
  const parent = dirname(folder);
  const has = existsSync(join(folder, ".editorconfig")) || (parent !== folder && hasEditorConfig(parent));
  known.set(folder, has);
  return has;
}
