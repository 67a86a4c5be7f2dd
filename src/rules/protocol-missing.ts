import { defineNodeRule } from "../lint/define-rule.js";
import { settingsNamed } from "../semantic/effective.js";
import { isWhole } from "../semantic/whole.js";

export default defineNodeRule({
  name: "protocol-missing",
  group: "lvs",
  severity: "warning",
  judges: "absence",
  summary: "A virtual server that is selected by address has no protocol.",
  why: `keepalived sets up a UDP service. A web or database service then refuses every connection to its virtual
address, although all real servers are up.`,
  how: "Set `protocol TCP`, `UDP` or `SCTP`.",
  keepalived: "Reports it without a line number and exits with status 5.",
  source: "check_data.c:validate_check_config",
  keywords: ["virtual_server/protocol"],
  examples: {
    bad: `virtual_server 192.0.2.10 80 {
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
    good: `virtual_server 192.0.2.10 80 {
    delay_loop 5
    lb_algo wrr
    lb_kind NAT
    protocol TCP
    real_server 198.51.100.1 80 {
        TCP_CHECK {
            connect_timeout 3
        }
    }
}
`,
  },

  *check(node) {
    for (const { block, head, label, usesAddresses } of node.virtualServers) {
      // A protocol that keepalived does not know is reported at its place.
      if (usesAddresses !== true || settingsNamed(block, "protocol").length > 0 || !isWhole(block, node)) continue;
      yield { at: head, message: `virtual_server ${label} has no protocol; keepalived defaults to UDP` };
    }
  },
});
