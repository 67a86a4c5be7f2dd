import { defineNodeRule } from "../lint/define-rule.js";
import { checkerFaults } from "../semantic/checker-faults.js";
import { pageFaults } from "../semantic/page-faults.js";

export default defineNodeRule({
  name: "checker-argument-invalid",
  group: "lvs",
  severity: "error",
  needs: [
    "virtual_server/real_server/MISC_CHECK",
    "virtual_server/real_server/DNS_CHECK",
    "virtual_server/real_server/UDP_CHECK",
    "virtual_server/real_server/BFD_CHECK",
    "virtual_server/real_server/HTTP_GET",
    "virtual_server/real_server/SSL_GET",
  ],
  summary: "A health check has an invalid argument, which keepalived ignores, or it drops the check.",
  why: `The line is ignored and only logged. The check then accepts what it should not: any page instead of one with
the given digest, every status code from 200 to 299 instead of one, or it does not run at all because the script is
missing.`,
  how: "Correct the argument as the message says.",
  keepalived:
    "Reports most of them with a line number and exits with status 5; does not detect a path without `/` and superfluous regex settings.",
  source:
    "check_http.c:digest_handler, check_http.c:status_code_handler, check_misc.c:misc_end_handler, check_dns.c, check_udp.c, check_bfd.c",
  keywords: [
    "virtual_server/real_server/HTTP_GET/url/status_code",
    "virtual_server/real_server/SSL_GET/url/status_code",
    "virtual_server/real_server/*/url/digest",
    "virtual_server/real_server/*/url/regex",
    "virtual_server/real_server/*/url/regex_options",
    "virtual_server/real_server/DNS_CHECK/name",
    "virtual_server/real_server/UDP_CHECK/payload",
    "virtual_server/real_server/UDP_CHECK/require_reply",
  ],
  examples: {
    bad: `virtual_server 192.0.2.10 80 {
    delay_loop 5
    lb_algo wrr
    lb_kind NAT
    protocol TCP
    real_server 198.51.100.1 80 {
        HTTP_GET {
            url {
                path /healthz
                digest 9b3a0c85a887a256d6939da88aabd8c
            }
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
        HTTP_GET {
            url {
                path /healthz
                digest 9b3a0c85a887a256d6939da88aabd8cd
            }
        }
    }
}
`,
  },

  *check(node) {
    for (const { realServers } of node.virtualServers) {
      for (const { checkers } of realServers) {
        const monitored = new Set<string>();
        for (const checker of checkers) {
          yield* checkerFaults(checker, node, monitored);
          yield* pageFaults(checker);
        }
      }
    }
  },
});
