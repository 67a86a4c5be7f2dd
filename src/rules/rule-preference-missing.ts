import { defineNodeRule } from "../lint/define-rule.js";
import { entryLines } from "../semantic/entry-lines.js";

export default defineNodeRule({
  name: "rule-preference-missing",
  group: "addressing",
  severity: "warning",
  judges: "absence",
  needs: ["vrrp_instance/virtual_rules", "static_rules"],
  summary: "A routing rule has no preference.",
  why: `keepalived numbers such rules itself, downwards from 16384, so their place among the other rules of the
machine depends on the order of the lines, and an added line moves the rest.`,
  how: "Give each rule a preference.",
  ignoreWhen: "The rules do not overlap with any other.",
  keepalived: "Reports it with a line number and the preference that it uses, and exits with status 5.",
  source: "vrrp_iprule.c:alloc_rule",
  keywords: ["vrrp_instance/virtual_rules", "static_rules"],
  examples: {
    bad: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        192.0.2.10/24
    }
    virtual_rules {
        from 192.0.2.0/24 table 10
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
    virtual_rules {
        from 192.0.2.0/24 table 10 preference 100
    }
}
`,
  },

  *check(node) {
    for (const { kind, options, entry } of entryLines(node)) {
      if (kind !== "rule" || options.some(({ name }) => name === "preference")) continue;
      // A rule without an action is dropped, and goto requires one: both have a report of their own.
      if (!options.some(({ name, option }) => name === "type" || (option.group === "action" && name !== "goto")))
        continue;
      const { statement } = entry;
      yield {
        at: statement.token,
        message: "the rule has no preference; keepalived chooses one",
        help: "Add a preference.",
      };
    }
  },
});
