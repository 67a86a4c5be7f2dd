import { defineNodeRule } from "../lint/define-rule.js";
import type { EffectiveVirtualServer } from "../semantic/virtual-servers.js";

/** Checks that open a TCP connection. */
const OVER_TCP: ReadonlySet<string> = new Set(["TCP_CHECK", "HTTP_GET", "SSL_GET", "SMTP_CHECK"]);

/**
 * Ports whose services usually answer over both protocols: DNS, Kerberos, portmapper, LDAP, HTTPS (QUIC), kpasswd,
 * syslog, DNS over TLS and QUIC, OpenVPN, RADIUS, NFS, STUN and TURN, SIP.
 */
const SERVED_OVER_BOTH: ReadonlySet<number> = new Set([
  53, 88, 111, 389, 443, 464, 514, 853, 1194, 1812, 1813, 2049, 3478, 3479, 5060, 5061, 5349, 8443,
]);

export default defineNodeRule({
  name: "udp-service-tcp-check",
  group: "lvs",
  isUnreported: true,
  severity: "warning",
  judges: "pair",
  summary: "A UDP service is checked by a TCP connection to its own port.",
  why: `The check does not reflect the state of the service. Usually nothing listens there over TCP and the server is
always considered down; or something else does, and a failed service is considered up.`,
  how: "Use UDP_CHECK, DNS_CHECK or MISC_CHECK, or set `connect_port` to a TCP port that reflects the health of the service.",
  ignoreWhen: "The server answers over both protocols on this port.",
  keepalived: "Does not detect this.",
  source: "check_tcp.c:tcp_connect_thread",
  keywords: ["virtual_server/protocol", "virtual_server/real_server/TCP_CHECK"],
  examples: {
    bad: `virtual_server 192.0.2.10 80 {
    delay_loop 5
    lb_algo wrr
    lb_kind NAT
    protocol UDP
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
    protocol UDP
    real_server 198.51.100.1 80 {
        UDP_CHECK {
            connect_timeout 3
        }
    }
}
`,
  },

  *check(node) {
    // Without a protocol, protocol-missing reports that the service is UDP.
    const overUdp = node.virtualServers.filter(({ protocol }) => !protocol.isDefault && protocol.value === "UDP");
    if (overUdp.length === 0) return;
    const overTcp = new Set(node.virtualServers.filter(({ protocol }) => protocol.value === "TCP").flatMap(endpoints));
    for (const { protocol, realServers } of overUdp) {
      for (const real of realServers) {
        for (const { kind, head, address, port } of real.checkers) {
          if (!OVER_TCP.has(kind) || port === undefined || port === 0 || port !== real.port) continue;
          const isServed = SERVED_OVER_BOTH.has(port) || overTcp.has(`${address?.address} ${port}`);
          if (isServed || address === undefined || address.address !== real.address?.address) continue;
          const message = `${kind} connects over TCP to port ${port} of a UDP service`;
          yield {
            at: head,
            message,
            help: "Use UDP_CHECK, or another connect_port.",
            related: [{ at: protocol.at, message: "protocol UDP here" }],
          };
        }
      }
    }
  },
});

/** Real servers of one virtual server, as address and port. */
const endpoints = ({ realServers }: EffectiveVirtualServer): string[] =>
  realServers.map(({ address, port }) => `${address?.address} ${port}`);
