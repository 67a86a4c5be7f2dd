import { defineNodeRule } from "../lint/define-rule.js";
import { problemsFor } from "../semantic/problem-reporters.js";

export default defineNodeRule({
  name: "unexpected-block",
  group: "syntax",
  severity: "error",
  summary: "A brace opens a block where keepalived expects none.",
  why: `keepalived ignores the brace but not the one that closes it: that one ends the block around, and everything behind
it is read at the wrong level. A brace inside an unquoted value does the same.`,
  how: "Take the braces away, or put a value that holds a brace in double quotes.",
  keepalived: "Reports the opening brace with a line number, then what no longer fits, and exits 5.",
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
      const message = word === undefined ? "{ has no keyword in front of it" : `${word.value} takes no block`;
      yield { at, message };
    }
  },
});
