import { defineNodeRule } from "../lint/define-rule.js";
import { anchorAt } from "../lint/place-anchor.js";

export default defineNodeRule({
  name: "definition-loop",
  group: "syntax",
  isUnreported: true,
  severity: "error",
  summary: "A definition refers to itself.",
  why: `keepalived replaces the name with its value, finds the name again, and never finishes: it hangs with one CPU
busy, in a configuration test and on a reload as well.`,
  how: "Remove the name from its own value, or rename one of the two.",
  keepalived: "Hangs silently.",
  source: "parser.c:replace_param; measured with 2.2.7, 2.3.3 and 2.4.3",
  examples: {
    bad: `$NET=192.0.2
$NET=\${NET}.10
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        \${NET}/24
    }
}
`,
    good: `$NET=192.0.2
$ADDRESS=\${NET}.10
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        \${ADDRESS}/24
    }
}
`,
  },

  *check(node) {
    const seen = new Set<string>();
    for (const problem of node.evaluated.problems) {
      if (problem.kind !== "recursive-definition" || seen.has(problem.name)) continue;
      seen.add(problem.name);
      yield {
        at: anchorAt(problem.place),
        message: `$${problem.name} is defined in terms of itself; keepalived hangs`,
      };
    }
  },
});
