import { defineNodeRule, type Finding } from "../lint/define-rule.js";
import { problemsFor } from "../semantic/problem-reporters.js";
import type { Problem } from "../syntax/problems.js";

export default defineNodeRule({
  name: "missing-block",
  group: "syntax",
  severity: "error",
  judges: "absence",
  fix: "unsafe",
  summary: "A keyword that opens a block has no brace after it.",
  why: `keepalived reads the next line as the first one of the block if it knows the keyword, and its processes that
skip the block report each of its lines. For a list such as virtual_ipaddress, only the extra brace at the end is
reported.`,
  how: "Put the block in braces, or remove the keyword.",
  keepalived: "Reports most of them with a line number and exits with status 5; for a list, only the extra brace.",
  source: "parser.c:process_stream, parser.c:alloc_value_block",
  examples: {
    bad: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    authentication
        auth_type PASS
        auth_pass k8x2qLm9
    }
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
    good: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    authentication {
        auth_type PASS
        auth_pass k8x2qLm9
    }
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
  },

  *check(node) {
    for (const problem of problemsFor(node, "missing-block")) yield missingBlock(problem);
  },
});

function missingBlock({ statement: { token }, word, before }: Problem): Finding {
  const message = `missing "{" after ${word?.value}`;
  const finding = { at: word ?? token, message, help: 'Add "{" at the end of the line.' };
  // Without the other brace it is not known where the block ends; after an open quote a brace would be lost.
  if (before === undefined || token.lost !== undefined) return finding;
  const edits = [{ at: { source: token.source, start: token.end, end: token.end }, text: " {" }];
  return { ...finding, fix: { title: 'Insert "{"', safety: "unsafe", edits } };
}
