import { defineNodeRule } from "../lint/define-rule.js";
import { anchorAt } from "../lint/place-anchor.js";
import { reversedBounds } from "../semantic/random-bounds.js";

export default defineNodeRule({
  name: "invalid-sequence",
  group: "syntax",
  severity: "error",
  summary: "keepalived refuses a ~SEQ or ~LST, or the parameters of a built-in definition.",
  why: `The whole line is dropped with all that it would have made; a built-in definition stays as it is and falls apart at
its braces.`,
  how: "Close the parenthesis, name the variable, let the step lead from the first number to the last.",
  keepalived: "Reports it with a line number and exits 5.",
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
        yield { at: anchorAt(problem.place), message: `${problem.keyword} is refused: ${problem.detail}` };
      } else if (problem.kind === "bad-parameters") {
        yield { at: anchorAt(problem.place), message: `\${${problem.name} …} is not replaced: ${problem.detail}` };
      }
    }
    for (const { at, text, isDeadly } of reversedBounds(node)) {
      // What crashes a release is reported as that.
      if (!isDeadly) yield { at, message: `${text} has its bounds reversed; expected the smaller number first` };
    }
  },
});
