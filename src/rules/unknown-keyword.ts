import { defineNodeRule, type Finding } from "../lint/define-rule.js";
import { type Renamed, renamedTo } from "../semantic/former-names.js";
import { documentedFor, problemsFor, siblingsOf } from "../semantic/problem-reporters.js";
import { type OptionAt, optionsOf } from "../syntax/entries.js";
import type { Problem } from "../syntax/problems.js";
import type { KeywordPlace } from "../syntax/schema-index.js";
import { asHint, suggest } from "../text/suggest.js";

/** Of a shorter word two changed letters are another word. */
const SHORT = 5;

export default defineNodeRule({
  name: "unknown-keyword",
  group: "syntax",
  severity: "error",
  fix: "unsafe",
  options: { extraKeywords: { kind: "words", summary: "Keywords that a fork of keepalived adds." } },
  summary: "keepalived does not know a keyword or an option with that name at this place.",
  why: `The line is skipped, and the default silently takes its place. The block of an unknown keyword is not skipped
with it: its closing brace ends the enclosing block.`,
  how: "Correct the spelling, or remove the line.",
  ignoreWhen: "The file is for a fork of keepalived that adds keywords.",
  keepalived: "Reports it with a line number and exits with status 5.",
  source: "parser.c:process_stream",
  examples: {
    bad: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 150
    advert_in 1
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
    good: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 150
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
  },

  *check(node, { extraKeywords = [] }) {
    for (const problem of problemsFor(node, "unknown-keyword")) {
      if (problem.word === undefined || !extraKeywords.includes(problem.word.value)) yield unknown(problem);
    }
  },
});

function unknown(problem: Problem): Finding {
  const { word, place, statement, kind } = problem;
  const at = word ?? statement.token;
  const where = place === undefined ? "at top level" : `in ${place.name}`;
  const what = kind === "unknown-option" ? "option" : "keyword";
  const message = `unknown ${what} "${withoutSecret(word?.value ?? "")}" ${where}`;
  const renamed = renamedTo(problem);
  if (renamed !== undefined) return todays(problem, message, renamed);
  const meant = documentedFor(problem) ?? nearest(problem);
  if (meant === undefined) return { at, message };
  // Where the keyword is already set, a second one would only be a repeat.
  const isThere = problem.block?.contents.some(({ place: other }) => other.name === meant) === true;
  if (isThere) return { at, message: message + asHint(meant) };
  const fix = { title: `Change to "${meant}"`, safety: "unsafe", edits: [{ at, text: meant }] } as const;
  return { at, message: message + asHint(meant), fix };
}

/** `auth_pass=` of `auth_pass=secret`. */
const withoutSecret = (value: string): string => value.replace(/^([^=:]*(?:pass|key)[^=:]*[=:]).+/i, "$1…");

/** What the table of former names knows goes before a guess by spelling. */
function todays({ word, statement, block }: Problem, message: string, renamed: Renamed): Finding {
  const at = word ?? statement.token;
  const { use, since, note, isHere, isSame } = renamed;
  const shown = use.replaceAll("/", " / ");
  const remark = note === undefined ? "" : ` (${note})`;
  const when = since === undefined ? "" : ` since ${since}`;
  const isThere = block?.contents.some(({ place }) => place.name === use) === true;
  const finding = { at, message: `${message}; the keyword is "${shown}"${when}${remark}` };
  if (!isHere || !isSame || isThere) return finding;
  return { ...finding, fix: { title: `Change to "${use}"`, safety: "unsafe", edits: [{ at, text: use }] } };
}

function nearest({ word, place, kind, statement }: Problem): string | undefined {
  if (word === undefined) return undefined;
  // After the type of a route only its destination is read, so no option would help there.
  const before = statement.words[statement.words.indexOf(word) - 1]?.value ?? "";
  if (place?.keyword.entry?.bareWord?.args.some((argument) => argument.enum?.includes(before))) return undefined;
  const names = kind === "unknown-option" ? optionsOf(place?.keyword.entry ?? {}) : siblingsOf(place);
  const known = [...names.keys()].filter((name) => !isGone(names.get(name)));
  const isOtherCase = (name: string) => name.toLowerCase() === word.value.toLowerCase();
  return known.find(isOtherCase) ?? suggest(word.value, known, word.value.length < SHORT ? 1 : 2);
}

/** Only older releases know it, or the place knows it only to reject it. */
function isGone(found: KeywordPlace | OptionAt | undefined): boolean {
  if (found === undefined) return false;
  return "keyword" in found ? found.keyword.removed !== undefined : found.option.unsupported === true;
}
