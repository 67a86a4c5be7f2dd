import { defineNodeRule } from "../lint/define-rule.js";
import type { RealServer } from "../semantic/real-servers.js";
import type { EffectiveVirtualServer } from "../semantic/virtual-servers.js";
import { otherPort, portInUse } from "../semantic/virtual-services.js";

export default defineNodeRule({
  name: "duplicate-real-server",
  group: "lvs",
  severity: "error",
  judges: "pair",
  summary: "A virtual server lists the same real server twice.",
  why: `keepalived removes the second one together with its weight, its health checks and its notify scripts, so half
of what the file says about the server has no effect.`,
  how: "Put everything about the server into one block, which may contain any number of health checks.",
  keepalived:
    "Reports it without a line number and exits with status 5; a repeat that leaves out the port is only detected by the kernel.",
  source: "check_data.c:validate_check_config",
  keywords: ["virtual_server/real_server"],
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
    real_server 198.51.100.1 80 {
        weight 5
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
        weight 5
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
      const seen = new Map<string, RealServer>();
      for (const real of server.realServers) {
        const key = keyOf(real, server);
        if (key === undefined) continue;
        const first = seen.get(key);
        if (first === undefined) seen.set(key, real);
        else {
          const message = `real_server ${key} is listed twice in virtual_server ${server.label}; keepalived removes the second one`;
          yield { at: real.head, message, related: [{ at: first.head, message: "first here" }] };
        }
      }
    }
  },
});

/** Address and port that packets go to; a port that contradicts the service has a report of its own. */
function keyOf(real: RealServer, server: EffectiveVirtualServer): string | undefined {
  const port = portInUse(real, server);
  if (real.address === undefined || port === undefined || otherPort(real, server) !== undefined) return undefined;
  return `${real.address.address} ${port}`;
}
