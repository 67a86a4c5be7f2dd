import { defineNodeRule, type Finding } from "../lint/define-rule.js";
import type { RealServer } from "../semantic/real-servers.js";
import type { VirtualServer } from "../semantic/virtual-servers.js";
import { otherPort } from "../semantic/virtual-services.js";

export default defineNodeRule({
  name: "port-mismatch-direct",
  group: "lvs",
  severity: "error",
  judges: "pair",
  fix: "unsafe",
  summary: "A real server that is reached by DR or TUN has a different port than the virtual server.",
  why: `Direct routing and tunnels pass packets on unchanged, so nothing arrives at the configured port. keepalived
uses the virtual port instead, but the health checks still use the configured one: they vouch for a service that gets
no traffic.`,
  how: "Let the server listen on the virtual port, or use NAT.",
  keepalived: "Reports it without a line number and exits with status 5.",
  source: "check_data.c:validate_check_config",
  keywords: ["virtual_server/real_server", "virtual_server/lvs_method", "virtual_server/real_server/lvs_method"],
  examples: {
    bad: `virtual_server 192.0.2.10 80 {
    delay_loop 5
    lb_algo wrr
    lb_kind DR
    protocol TCP
    real_server 198.51.100.1 8080 {
        TCP_CHECK {
            connect_timeout 3
        }
    }
}
`,
    good: `virtual_server 192.0.2.10 80 {
    delay_loop 5
    lb_algo wrr
    lb_kind DR
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
    for (const server of node.virtualServers) {
      for (const real of server.realServers) yield* mismatch(real, server);
    }
  },
});

function* mismatch(real: RealServer, server: VirtualServer): Generator<Finding> {
  const { portWord, method, head } = real;
  const service = otherPort(real, server);
  if (portWord === undefined || service === undefined) return;
  const { port, at, what, isOnly } = service;
  const message = `port ${real.port} of real_server ${head.value} differs from ${port} of ${what}, and ${method.value} cannot change it`;
  const related = [{ at, message: "the service is here" }];
  if (port === 0 || !isOnly) yield { at: portWord, message, related };
  else {
    const text = String(port);
    const fix = { title: `Change to ${text}`, safety: "unsafe", edits: [{ at: portWord, text }] } as const;
    yield { at: portWord, message, related, fix };
  }
}
