import type { Token } from "../../grammar/index.js";
import { type Anchor, defineNodeRule, type Finding, type FindingFix } from "../lint/define-rule.js";
import { removeLine } from "../lint/edits.js";
import { problemsFor } from "../semantic/problem-reporters.js";
import type { Problem } from "../syntax/problems.js";

export default defineNodeRule({
  name: "unbalanced-brace",
  group: "syntax",
  severity: "error",
  fix: "unsafe",
  summary: "A block is not closed, or a brace closes nothing.",
  why: `What follows a missing brace is read as content of the block that is still open: a second instance overwrites the
first, routes are taken for addresses. keepalived only counts the braces, so it cannot say which one is missing; kalint
looks at the keywords and at the indentation.`,
  how: "Put the brace where the message points, or take the one too many away.",
  ignoreWhen: "Never in a root file; a block may end in another file that is included.",
  keepalived: "Says how many braces are missing, without a line, and exits 5.",
  source: "parser.c:init_data, parser.c:read_line",
  examples: {
    bad: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        192.0.2.10/24
}
`,
    good: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
  },

  *check(node) {
    for (const problem of problemsFor(node, "unbalanced-brace")) {
      const finding = problem.kind === "stray-close" ? strayBrace(problem) : unclosedBlock(problem);
      // A file that could not be read may hold the other brace.
      yield node.isComplete ? finding : { ...finding, severity: "warning" };
    }
  },
});

function strayBrace({ statement: { token } }: Problem): Finding {
  const fix: FindingFix = { title: "Delete the brace", safety: "unsafe", edits: [removeLine(token)] };
  return { at: token, message: "} closes nothing; every block is closed already", fix };
}

function unclosedBlock({ statement, before }: Problem): Finding {
  const name = statement.keyword?.value ?? "{";
  const edit = closingBrace(statement.token, before);
  const related = before === undefined ? [] : [{ at: before, message: `} of ${name} expected before this` }];
  const fix: FindingFix = { title: `Close ${name} with a brace`, safety: "unsafe", edits: [edit] };
  return { at: statement.keyword ?? statement.token, message: `${name} is not closed; expected a }`, related, fix };
}

/** On a line of its own in front of what does not belong to the block, indented like the block's first line. */
function closingBrace(head: Token, before: Token | undefined): { at: Anchor; text: string } {
  const indent = /[ \t]*$/.exec(head.source.text.slice(0, head.start))?.[0] ?? "";
  const { text } = (before ?? head).source;
  const at = before === undefined ? text.length : text.lastIndexOf("\n", before.start - 1) + 1;
  const separator = at > 0 && text[at - 1] !== "\n" ? "\n" : "";
  return { at: { source: (before ?? head).source, start: at, end: at }, text: `${separator}${indent}}\n` };
}
