import { defineNodeRule } from "../lint/define-rule.js";
import { anchorAt } from "../lint/place-anchor.js";
import { reversedBounds } from "../semantic/random-bounds.js";

export default defineNodeRule({
  name: "invalid-sequence",
  group: "syntax",
  severity: "error",
  judges: "line",
  summary: "keepalived rejects a ~SEQ or ~LST, or the parameters of a built-in definition.",
  why: `The whole line is dropped with everything that it would have produced; a built-in definition is left as it is,
and its braces break the configuration.`,
  how: "Close the parenthesis, name the variable, and let the step lead from the first number to the last.",
  keepalived: "Reports it with a line number and exits with status 5.",
  source: "parser.c:add_seq, parser.c:add_lst, parser.c:find_definition",
  examples: {
    bad: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        192.0.2.10/24
        ~SEQ(i, 11, 0, 13) 192.0.2.\${i}/24
    }
}
`,
    good: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        192.0.2.10/24
        ~SEQ(i, 11, 1, 13) 192.0.2.\${i}/24
    }
}
`,
  },

  *check(node) {
    for (const problem of node.evaluated.problems) {
      if (problem.kind === "bad-sequence") {
        yield { at: anchorAt(problem.place), message: `${problem.keyword} is rejected: ${problem.detail}` };
      } else if (problem.kind === "bad-parameters") {
        yield { at: anchorAt(problem.place), message: `\${${problem.name} …} is not replaced: ${problem.detail}` };
      }
    }
    for (const { at, text, isDeadly } of reversedBounds(node)) {
      // What crashes a release is reported as that.
      if (!isDeadly) yield { at, message: `${text} has reversed bounds`, help: "Write the smaller number first." };
    }
  },
});
