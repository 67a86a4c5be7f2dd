import { isForeign } from "../workspace/recognize.js";
import { type OpenDocument, tooLarge } from "./documents.js";

/** `# vim: ft=keepalived` or `# -*- mode: keepalived -*-` in one of the first or last lines. */
const MODELINE = /^[#!].*(?:\b(?:ft|filetype)=keepalived\b|-\*-.*\bkeepalived\b.*-\*-)/m;

/** Lines at either end in which a modeline takes effect, as in Vim. */
const LINES = 5;

/**
 * Whether an open document is keepalived's: by the language that the client gives it, by a modeline, or, where the client
 * sends files of any language, by its name and text.
 */
export function whyOurs({ languageId, source, isTooLarge }: OpenDocument): {
  readonly isChecked: boolean;
  readonly reason: string;
} {
  if (isTooLarge) return { isChecked: false, reason: tooLarge("it") };
  if (languageId === "keepalived")
    return { isChecked: true, reason: "the editor says that its language is keepalived" };
  const lines = source.text.split(/\r?\n/);
  if (MODELINE.test([...lines.slice(0, LINES), ...lines.slice(-LINES)].join("\n"))) {
    return { isChecked: true, reason: "a modeline says keepalived" };
  }
  return isForeign(source.path, source.text)
    ? { isChecked: false, reason: `its language is "${languageId}", and it does not look like keepalived's` }
    : { isChecked: true, reason: "its name or its text is keepalived's" };
}
