import { defineNodeRule } from "../lint/define-rule.js";
import { anchorAt } from "../lint/place-anchor.js";

export default defineNodeRule({
  name: "include-read-twice",
  group: "syntax",
  severity: "error",
  summary: "An include behind a condition, a brace or in a definition is read twice.",
  why: `The copy that keepalived works on holds the contents and also the line itself, so that the file is read once more:
addresses and settings come twice, and a second instance of one name is refused.`,
  how: "Give the include a line of its own, without a condition; put the conditions into the file.",
  keepalived: "Reports what the repeat makes wrong, such as an instance that is already defined.",
  source: "parser.c:check_include, parser.c:write_conf_copy; measured with 2.2.7 and 2.4.3",
  examples: {
    bad: {
      "lb1.conf": `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    @lb1 include limits.conf
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
      "limits.conf": "preempt_delay 10\n",
    },
    good: {
      "lb1.conf": `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    include limits.conf
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
      "limits.conf": "preempt_delay 10\n",
    },
  },

  *check(node) {
    for (const problem of node.evaluated.problems) {
      if (problem.kind !== "include-read-twice") continue;
      const message = `include ${problem.pattern} is read twice; expected it on a line of its own`;
      yield { at: anchorAt(problem.place), message };
    }
  },
});
