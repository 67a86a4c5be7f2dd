import { defineNodeRule } from "../lint/define-rule.js";
import { problemsFor } from "../semantic/problem-reporters.js";

export default defineNodeRule({
  name: "unexpected-block",
  group: "syntax",
  severity: "error",
  judges: "line",
  summary: "A brace opens a block where keepalived does not allow one.",
  why: `keepalived ignores the brace but not the one that closes it: that one ends the enclosing block, and everything
after it is read at the wrong level. A brace inside an unquoted value does the same.`,
  how: "Remove the braces, or put a value that contains a brace in double quotes.",
  keepalived: "Reports the opening brace with a line number, then what no longer fits, and exits with status 5.",
  source: "parser.c:process_stream",
  examples: {
    bad: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100 {
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
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
  },

  *check(node) {
    for (const { statement, word } of problemsFor(node, "unexpected-block")) {
      const at = statement.block?.open ?? word ?? statement.token;
      const message = word === undefined ? '"{" has no keyword before it' : `${word.value} does not take a block`;
      yield { at, message };
    }
  },
});
