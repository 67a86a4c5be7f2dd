import { defineNodeRule } from "../lint/define-rule.js";
import type { EffectiveVirtualServer } from "../semantic/virtual-servers.js";
import { isWhole } from "../semantic/whole.js";

export default defineNodeRule({
  name: "zero-port-without-persistence",
  group: "lvs",
  severity: "warning",
  judges: "absence",
  summary: "A virtual server without a port is not persistent.",
  why: `The kernel accepts a service for all ports only if it is persistent, so keepalived enables persistence for 360
seconds: clients stick to one server, which nobody asked for.`,
  how: "Add the port, or `persistence_timeout` with the intended time.",
  keepalived: "Reports it without a line number and exits with status 5.",
  source: "check_data.c:validate_check_config",
  keywords: ["virtual_server", "virtual_server/persistence_timeout"],
  examples: {
    bad: `virtual_server 192.0.2.10 {
    delay_loop 5
    lb_algo wrr
    lb_kind NAT
    protocol TCP
    real_server 198.51.100.1 {
        TCP_CHECK {
            connect_port 80
        }
    }
}
`,
    good: `virtual_server 192.0.2.10 {
    delay_loop 5
    lb_algo wrr
    lb_kind NAT
    persistence_timeout 300
    protocol TCP
    real_server 198.51.100.1 {
        TCP_CHECK {
            connect_port 80
        }
    }
}
`,
  },

  *check(node) {
    for (const server of node.virtualServers) {
      if (server.isPersistent || !isWhole(server.block, node)) continue;
      const at = withoutPort(server);
      if (at !== undefined) {
        const message = `virtual_server ${server.label} serves all ports without persistence_timeout; keepalived uses 360 seconds`;
        yield at === server.head
          ? { at, message }
          : { at: server.head, message, related: [{ at, message: "no port here" }] };
      }
    }
  },
});

/** The word after which a port is missing. */
function withoutPort({ target, head }: EffectiveVirtualServer) {
  if (target.kind === "address") return target.port === 0 ? head : undefined;
  if (target.kind !== "group") return undefined;
  return target.group?.entries.find((entry) => entry.kind === "address" && entry.port === 0)?.word;
}
