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
export function whyOurs(document: OpenDocument): Why {
  const known = answers.get(document);
  if (known !== undefined) return known;
  const answer = answerFor(document);
  answers.set(document, answer);
  return answer;
}

interface Why {
  readonly isChecked: boolean;
  readonly reason: string;
}

/** A version of a document is asked about several times, and a text has to be read for it. */
const answers = new WeakMap<OpenDocument, Why>();

function answerFor({ languageId, source, isTooLarge }: OpenDocument): Why {
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
