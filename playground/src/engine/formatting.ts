import { format, formatEdits } from "../../../src/format/index.js";
import type { Engine } from "../protocol.js";

/** The smallest edits that format a text, so that cursors and folds stay. */
export const formatted: Engine["format"] = (text) => {
  const result = formatEdits(text);
  if (result.kind === "refused") return { refusal: result.reason };
  return { edits: result.edits.map(({ start, end, text: insert }) => ({ from: start, to: end, insert })) };
};

/** For the rule that compares a file with its canonical form. */
export function ruleFormatter(text: string): string | undefined {
  const result = format(text);
  return result.kind === "formatted" ? result.text : undefined;
}
