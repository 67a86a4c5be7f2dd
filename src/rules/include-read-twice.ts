import { defineNodeRule } from "../lint/define-rule.js";
import { anchorAt } from "../lint/place-anchor.js";

export default defineNodeRule({
  name: "include-read-twice",
  group: "syntax",
  severity: "error",
  judges: "line",
  summary: "An include after a condition or a brace, or in a definition, is read twice.",
  why: `The copy that keepalived works on contains both the contents and the line itself, so the file is read once
more: addresses and settings are duplicated, and a second instance of the same name is rejected.`,
  how: "Put the include on a line of its own, without a condition; put the conditions into the included file.",
  keepalived: "Reports what the repetition breaks, such as an instance that is already defined.",
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
      const message = `include ${problem.pattern} is read twice`;
      yield { at: anchorAt(problem.place), message, help: "Put it on a line of its own." };
    }
  },
});
