import type { Formatter } from "../lint/lint-file.js";
import { defined } from "../text/defined.js";
import { asUsage, type RunSettings } from "./settings.js";

/** Indentation of a file: what the settings say, else `.editorconfig`; undefined: the usual one. */
export async function indentFor(path: string, settings: RunSettings): Promise<number | "tab" | undefined> {
  const chosen = settings.of(path)?.indent?.value;
  if (chosen !== undefined) return chosen;
  const { editorIndent } = await import("../settings/editor-indent.js");
  return editorIndent(path);
}

/** The formatter for the rule that compares, with the indentation of each of these files. */
export async function formatterFor(paths: readonly string[], settings: RunSettings): Promise<Formatter> {
  const { format } = await import("../format/index.js");
  const indents = new Map<string, number | "tab" | undefined>();
  for (const path of paths) indents.set(path, await asUsage(() => indentFor(path, settings)));
  return (text, path) => {
    const indent = indents.get(path) ?? settings.of(path)?.indent?.value;
    const result = format(text, { path, ...defined({ indent, template: settings.of(path)?.template?.value }) });
    return result.kind === "formatted" ? result.text : undefined;
  };
}
