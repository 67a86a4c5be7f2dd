import type { Severity } from "../diagnostics/diagnostic.js";
import { type NoticeName, noticeNames } from "../diagnostics/notice-names.js";
import { type Article, section } from "./article.js";

/** What is said of a name that a report shows without being a rule. */
interface Notice {
  readonly severity: Severity | "any severity";
  readonly summary: string;
  readonly why: string;
  readonly how: string;
}

const NOTICES: Readonly<Record<NoticeName, Notice>> = {
  "internal-error": {
    severity: "error",
    summary: "kalint itself failed with this file.",
    why: "The message names the step that failed and the reason. All other files are checked as usual, and the exit code is 3. It cannot be suppressed.",
    how: "Report it at https://github.com/kalint/kalint/issues with the message and, if possible, the smallest file that shows it.",
  },
  keepalived: {
    severity: "any severity",
    summary: "A message of the program given by --with-keepalived that no rule covers.",
    why: "With --with-keepalived the files are also checked by a real keepalived. What it says and kalint does not is added to the report in its own words; an error where keepalived refuses or ignores something.",
    how: "The text is keepalived's; `man keepalived.conf` explains the keyword that it names. A message about the text that kalint should have found is worth a report at https://github.com/kalint/kalint/issues.",
  },
  "suppression-invalid": {
    severity: "warning",
    summary: "A kalint-ignore comment names no rule, or one that does not exist.",
    why: "Such a comment suppresses nothing.",
    how: "Write `# kalint-ignore RULE: reason`; `kalint rules` lists the names.",
  },
  "suppression-unused": {
    severity: "warning",
    summary: "A kalint-ignore comment names a rule that finds nothing there.",
    why: "The finding was fixed or has moved. A comment that stays would hide the next one.",
    how: "Remove the comment, or the name of the rule if the comment names several.",
  },
  "suppression-without-reason": {
    severity: "warning",
    summary: "A kalint-ignore comment has no reason.",
    why: "The finding is suppressed all the same, but nobody can tell later whether it still has to be.",
    how: "Write the reason after a colon: `# kalint-ignore RULE: reason`.",
  },
  "template-text": {
    severity: "info",
    summary: "The file is a template: not all of its values are known.",
    why: "Marks such as `{{ name }}` are replaced before keepalived reads the file. What is written beside them is checked, in each branch; what is put in is not known, so it is never reported as wrong or missing.",
    how: "Check also the files that the template produces, for example `render | kalint -`; see docs/templates.md.",
  },
};

/** The article of a name that a report shows without being a rule; undefined for any other name. */
export function noticeArticle(name: string): Article | undefined {
  const known = noticeNames.find((one) => one === name);
  if (known === undefined) return undefined;
  const { severity, summary, why, how } = NOTICES[known];
  return {
    kind: "rule",
    title: known,
    tag: `${severity}, not a rule`,
    summary,
    sections: [...section("Why", why), ...section("How to fix", how)],
  };
}
