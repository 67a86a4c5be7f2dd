import type { ChosenLanguage } from "../template/tag.js";
import { TAB_COLUMNS } from "../text/display-width.js";

/** What users of the format may choose. */
export interface FormatOptions {
  /** Blanks for one level, or a tab. Default 4. */
  readonly indent?: number | "tab";
  /** Name of the file, which may say that it is a template. */
  readonly path?: string;
  /** The language of the template that the text is, or that it is none. Default: by the name and the text. */
  readonly template?: ChosenLanguage;
  /** Puts the keywords of a block into the customary order, where keepalived does not mind. */
  readonly order?: "canonical";
}

/** A level of indentation, as text and as columns. */
export interface Indent {
  readonly unit: string;
  readonly columns: number;
}

/** Deepest level that is indented; deeper ones stay in its column, so that output stays linear in input. */
const MAX_LEVELS = 100;

/** One level of indentation as the options want it. */
export function indentOf({ indent = 4 }: FormatOptions): Indent {
  if (indent === "tab") return { unit: "\t", columns: TAB_COLUMNS };
  const columns = Math.min(Math.max(Math.trunc(indent), 0), 16);
  return { unit: " ".repeat(columns), columns };
}

/** For each unit, the text of each level. */
const cache = new Map<string, string[]>();

/** White space before a line of this level. */
export function indentText({ unit }: Indent, depth: number): string {
  let texts = cache.get(unit);
  if (texts === undefined) {
    texts = Array.from({ length: MAX_LEVELS + 1 }, (_, level) => unit.repeat(level));
    cache.set(unit, texts);
  }
  return texts[Math.min(Math.max(depth, 0), MAX_LEVELS)] ?? "";
}

/** Column in which a line of this level starts. */
export const indentColumns = (indent: Indent, depth: number): number =>
  Math.min(Math.max(depth, 0), MAX_LEVELS) * indent.columns;
