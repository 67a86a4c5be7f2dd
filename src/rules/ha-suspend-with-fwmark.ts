import { defineNodeRule } from "../lint/define-rule.js";
import { removeStatement } from "../lint/edits.js";
import { settingsNamed } from "../semantic/effective.js";

export default defineNodeRule({
  name: "ha-suspend-with-fwmark",
  group: "lvs",
  severity: "warning",
  fix: "safe",
  summary: "ha_suspend stands in a virtual server that firewall marks select.",
  why: `Checks are to rest while the virtual address is not on this node, but a mark has no address to look for. keepalived
switches the setting off, and the checks run on every node all the time.`,
  how: "Leave it out, or select the service by address.",
  keepalived: "Reports it without a line and exits 5.",
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
        const message = `ha_suspend is switched off: ${label} selects packets by mark, which has no address to look for`;
        yield {
          at: word,
          message,
          fix: { title: "Remove ha_suspend", safety: "safe", edits: [removeStatement(statement)] },
        };
      }
    }
  },
});
