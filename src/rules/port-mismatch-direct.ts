import type { Word } from "../../grammar/index.js";
import { defineNodeRule, type Finding } from "../lint/define-rule.js";
import type { RealServer } from "../semantic/real-servers.js";
import { otherPort, type ServicePort } from "../semantic/virtual-services.js";

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
      for (const real of server.realServers) {
        const service = otherPort(real, server);
        if (service !== undefined && real.portWord !== undefined) yield mismatch(real, real.portWord, service);
      }
    }
  },
});

function mismatch({ method, head, port: own }: RealServer, portWord: Word, service: ServicePort): Finding {
  const { port, at, what, isOnly } = service;
  const message = `port ${own} of real_server ${head.value} differs from ${port} of ${what}, and ${method.value} cannot change it`;
  const related = [{ at, message: "the service is here" }];
  if (port === 0 || !isOnly) return { at: portWord, message, related };
  const text = String(port);
  const fix = { title: `Change to ${text}`, safety: "unsafe", edits: [{ at: portWord, text }] } as const;
  return { at: portWord, message, related, fix };
}
