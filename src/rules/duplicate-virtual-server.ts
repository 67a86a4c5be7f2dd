import { defineNodeRule } from "../lint/define-rule.js";
import { findOverlaps } from "../semantic/virtual-services.js";

export default defineNodeRule({
  name: "duplicate-virtual-server",
  group: "lvs",
  isUnreported: true,
  severity: "error",
  judges: "pair",
  summary: "Two virtual servers claim the same address, port and protocol, or the same firewall mark.",
  why: `IPVS has one entry per service. The second virtual server is rejected when keepalived starts, but its health
checks still run and add and remove real servers of the first one.`,
  how: "Keep one of them, with all real servers and one scheduler.",
  ignoreWhen: "The two are never active on the same machine, which keepalived expresses with `@id` lines.",
  keepalived: "Does not detect this; the running daemon logs that IPVS rejects the service.",
  source: "ipvswrapper.c:ipvs_talk; check_data.c:validate_check_config compares no virtual servers",
  keywords: ["virtual_server"],
  examples: {
    bad: `virtual_server 192.0.2.10 80 {
    lb_algo wrr
    lb_kind NAT
    protocol TCP
    real_server 198.51.100.1 80 {
        TCP_CHECK {
            connect_timeout 3
        }
    }
}
virtual_server 192.0.2.10 80 {
    lb_algo wrr
    lb_kind NAT
    protocol TCP
    real_server 198.51.100.2 80 {
        TCP_CHECK {
            connect_timeout 3
        }
    }
}
`,
    good: `virtual_server 192.0.2.10 80 {
    lb_algo wrr
    lb_kind NAT
    protocol TCP
    real_server 198.51.100.1 80 {
        TCP_CHECK {
            connect_timeout 3
        }
    }
    real_server 198.51.100.2 80 {
        TCP_CHECK {
            connect_timeout 3
        }
    }
}
`,
  },

  *check(node) {
    for (const { second, first, what } of findOverlaps(node.virtualServers)) {
      yield {
        at: second.head,
        message: `virtual_server ${second.label} claims ${what} again; IPVS keeps only the first one`,
        related: [{ at: first.head, message: "first claimed here" }],
      };
    }
  },
});
