import { defineNodeRule } from "../lint/define-rule.js";
import { problemsFor } from "../semantic/problem-reporters.js";

export default defineNodeRule({
  name: "priority-out-of-range",
  group: "schema",
  severity: "error",
  summary: "priority is not a whole number from 1 to 255.",
  why: `keepalived uses 100 instead. Two nodes with 300 and 200 then both use 100, and which of them holds the
addresses depends on their IP addresses.`,
  how: "Use a whole number from 1 to 254; 255 means that the node owns the address.",
  keepalived: "Reports it with a line number and exits with status 5.",
  source: "vrrp_parser.c:vrrp_prio_handler",
  keywords: ["vrrp_instance/priority"],
  examples: {
    bad: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 300
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
    good: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 200
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
  },

  *check(node) {
    for (const { word } of problemsFor(node, "priority-out-of-range")) {
      if (word === undefined) continue;
      const { value } = word;
      const fact = /^-?\d+$/.test(value)
        ? `priority ${value} is out of range (1-255)`
        : `priority "${value}" is not a whole number (1-255)`;
      yield { at: word, message: `${fact}; keepalived uses 100` };
    }
  },
});
