import { defineNodeRule } from "../lint/define-rule.js";
import type { EffectiveVirtualServer, FamilyConflict } from "../semantic/virtual-servers.js";

export default defineNodeRule({
  name: "real-server-family",
  group: "lvs",
  severity: "error",
  judges: "pair",
  summary: "A server has another address family than its virtual server and is not tunnelled.",
  why: `keepalived drops the server, and the virtual server as well if no other server is left. If the addresses are
in a group of the other family, it drops the whole virtual server and only logs that.`,
  how: "Use addresses of one family, or `lvs_method TUN` before the servers of the other family.",
  keepalived: "Reports it with a line number and exits with status 5; does not detect a group of the other family.",
  source:
    "check_parser.c:rs_end_handler, check_parser.c:vs_end_handler, check_parser.c:ip_family_handler, ipwrapper.c:link_vsg_to_vs",
  keywords: ["virtual_server/real_server", "virtual_server/sorry_server"],
  examples: {
    bad: `virtual_server 192.0.2.10 80 {
    delay_loop 5
    lb_algo wrr
    lb_kind NAT
    protocol TCP
    real_server 198.51.100.1 80 {
        TCP_CHECK {
            connect_timeout 3
        }
    }
    real_server 2001:db8::1 80 {
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
    real_server 198.51.100.2 80 {
        TCP_CHECK {
            connect_timeout 3
        }
    }
}
`,
  },

  *check(node) {
    for (const server of node.virtualServers) {
      for (const conflict of server.familyConflicts) {
        const related = [{ at: conflict.with, message: `IPv${conflict.withFamily} here` }];
        yield { at: conflict.at, message: messageOf(conflict, server), related };
      }
    }
  },
});

function messageOf({ kind, at, family, withFamily }: FamilyConflict, { label }: EffectiveVirtualServer): string {
  if (kind === "ip_family") return `ip_family ${at.value} is ignored: ${label} is IPv${withFamily}`;
  if (kind === "group")
    return `virtual_server ${label} is IPv${family} because of ${at.value}, but its group is IPv${withFamily}; keepalived drops the virtual server`;
  return `${kind} ${at.value} is IPv${family}, but ${label} is IPv${withFamily}; keepalived drops the server`;
}
