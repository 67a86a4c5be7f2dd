import type { Word } from "../../grammar/index.js";
import { defineFileRule, type Finding } from "../lint/define-rule.js";
import { withBlanksBefore } from "../lint/edits.js";
import { wordsWithSemicolon } from "../semantic/trailing-semicolon.js";

export default defineFileRule({
  name: "trailing-semicolon",
  group: "syntax",
  severity: "error",
  fix: "unsafe",
  summary: "A line ends with a semicolon.",
  why: `keepalived has no separators: the semicolon is a part of the last word. "MASTER;" is an unknown state, "51;" is not
a number, and "eth0;" is an interface that does not exist.`,
  how: "Remove the semicolon: the end of the line ends the statement.",
  ignoreWhen: "The value really ends with a semicolon.",
  keepalived:
    "Reports an invalid value or an unknown keyword with a line number and exits with status 5; accepts names.",
  source: "parser.c:alloc_strvec_r",
  examples: {
    bad: `vrrp_instance VI_1 {
    state BACKUP;
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
    good: `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
  },

  *check({ tree, source }) {
    if (!source.text.includes(";")) return;
    for (const word of wordsWithSemicolon(tree.tokens)) yield semicolon(word);
  },
});

function semicolon(word: Word): Finding {
  const marks = /;+$/.exec(word.value)?.[0] ?? ";";
  const mark = { source: word.source, start: word.end - marks.length, end: word.end };
  const isAlone = word.value === marks;
  return {
    at: word,
    // The word stays unnamed: it may be a secret.
    message: isAlone
      ? `keepalived reads "${word.value}" as a word; lines have no semicolon at the end`
      : "the line ends with a semicolon, which keepalived reads as a part of the last word",
    help: "Remove the semicolon.",
    fix: {
      title: "Remove the semicolon",
      safety: "unsafe",
      edits: [{ at: isAlone ? withBlanksBefore(word) : mark, text: "" }],
    },
  };
}
