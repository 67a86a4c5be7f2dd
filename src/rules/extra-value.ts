import { defineNodeRule, type Finding } from "../lint/define-rule.js";
import { problemsFor } from "../semantic/problem-reporters.js";
import type { Problem } from "../syntax/problems.js";

export default defineNodeRule({
  name: "extra-value",
  group: "syntax",
  isUnreported: true,
  severity: "warning",
  fix: "unsafe",
  summary: "A line holds more words than its keyword reads.",
  why: `keepalived mostly ignores the rest without a word, although the author believes that it counts: priority 100 150 is
100, and alpha off in a virtual_server turns alpha on. With some keywords the whole line or block is dropped.`,
  how: "Take the surplus words away, or put a value with blanks in double quotes.",
  keepalived: "Mostly says nothing; where the line or the block is dropped it reports that and exits 5.",
  source: "parser.c:process_stream",
  examples: {
    bad: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100 150
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

  *check(node) {
    for (const problem of problemsFor(node, "extra-value")) yield surplus(problem);
  },
});

function surplus({ statement, word, place, fault }: Problem): Finding {
  const at = word ?? statement.token;
  const name = place?.name ?? "";
  if (fault === "ignored-suffix") {
    const suffix = at.source.text.slice(at.start, at.end).replace(/^[^-/]*/, "");
    // A prefix length is harmless; of a range only the first address is left.
    const severity = suffix.startsWith("/") ? "info" : "warning";
    return { at, message: `${name} takes an address alone; "${suffix}" is ignored`, severity };
  }
  const words = statement.words.slice(word === undefined ? 1 : statement.words.indexOf(word));
  const end = words.at(-1)?.end ?? at.end;
  const rest = { source: at.source, start: at.start, end };
  const before = statement.words[statement.words.length - words.length - 1];
  const count = statement.words.length - words.length - 1;
  const takes =
    place?.kind === "list" && statement.block === undefined
      ? "ends before"
      : count === 0
        ? "takes no value;"
        : "does not take";
  const { extraArgs = "ignored" } = place?.keyword.entry?.onlyLogs === true ? {} : (place?.keyword ?? {});
  const severity = extraArgs === "ignored" ? "warning" : "error";
  const edits = [{ at: { source: at.source, start: before?.end ?? at.start, end }, text: "" }];
  const message = `${name} ${takes} "${words.map(({ value }) => value).join(" ")}"; ${OUTCOME[extraArgs]}`;
  return { at: rest, message, severity, fix: { title: "Delete the surplus words", safety: "unsafe", edits } };
}

const OUTCOME = {
  ignored: "it is ignored",
  error: "it is reported and ignored",
  fatal: "keepalived stops",
  rejected: "the whole line is ignored",
  "block-skipped": "the whole block is skipped",
} as const;
