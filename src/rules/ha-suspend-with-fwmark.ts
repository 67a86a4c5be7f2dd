import { defineNodeRule } from "../lint/define-rule.js";
import { removeStatement } from "../lint/edits.js";
import { settingsNamed } from "../semantic/effective.js";

export default defineNodeRule({
  name: "ha-suspend-with-fwmark",
  group: "lvs",
  severity: "warning",
  judges: "pair",
  fix: "safe",
  summary: "ha_suspend is set in a virtual server that is selected by firewall mark.",
  why: `Health checks should pause while the virtual address is not on this node, but a mark has no address to look
for. keepalived disables the setting, and the checks run on every node all the time.`,
  how: "Remove it, or select the service by address.",
  keepalived: "Reports it without a line number and exits with status 5.",
  source: "check_data.c:validate_check_config",
  keywords: ["virtual_server/ha_suspend"],
  examples: {
    bad: `virtual_server fwmark 3 {
    delay_loop 5
    lb_algo wrr
    lb_kind NAT
    ha_suspend
    real_server 198.51.100.1 80 {
        TCP_CHECK {
            connect_timeout 3
        }
    }
}
`,
    good: `virtual_server fwmark 3 {
    delay_loop 5
    lb_algo wrr
    lb_kind NAT
    real_server 198.51.100.1 80 {
        TCP_CHECK {
            connect_timeout 3
        }
    }
}
`,
  },

  *check(node) {
    for (const { block, label, usesMarks } of node.virtualServers) {
      if (usesMarks !== true) continue;
      for (const { word, statement } of settingsNamed(block, "ha_suspend")) {
        const message = `ha_suspend is disabled: ${label} selects packets by firewall mark, which has no address to look for`;
        yield {
          at: word,
          message,
          fix: { title: "Remove ha_suspend", safety: "safe", edits: [removeStatement(statement)] },
        };
      }
    }
  },
});
