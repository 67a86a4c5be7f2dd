import { defineFileRule } from "../lint/define-rule.js";
import { isMisreadBy, misreadIn } from "../semantic/misread-stretches.js";

export default defineFileRule({
  name: "comment-in-definition",
  group: "syntax",
  severity: "error",
  judges: "line",
  summary: "A comment line inside a definition that spans several lines ends the definition.",
  why: `The first pass over the file skips the comment. The passes that matter work on a copy in which it is an empty
line, and that ends the value: what follows is read as settings at the place of the definition.`,
  how: "Move the comment above the definition.",
  keepalived: "Reports unknown keywords for the lines after the comment and exits with status 5.",
  source: "parser.c:read_line, parser.c:write_conf_copy; measured with 2.2.7 and 2.4.3",
  examples: {
    bad: `$ADDRESSES=192.0.2.10/24 \\
    # the second one
    192.0.2.11/24
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        $ADDRESSES
    }
}
`,
    good: `# The second one is for mail.
$ADDRESSES=192.0.2.10/24 \\
    192.0.2.11/24
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        $ADDRESSES
    }
}
`,
  },

  *check({ tree, source, target }) {
    for (const misread of misreadIn(tree)) {
      const { kind, start, end, outlives } = misread;
      if (kind !== "comment" || !isMisreadBy(misread, target)) continue;
      const message = "this comment ends the definition";
      yield {
        at: { source, start, end },
        message,
        help: "Move it above the definition.",
        severity: outlives === true && target === undefined ? "warning" : "error",
      };
    }
  },
});
