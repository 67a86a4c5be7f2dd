import { defineNodeRule, type Finding } from "../lint/define-rule.js";
import type { RealServer } from "../semantic/real-servers.js";
import { isWhole } from "../semantic/whole.js";

export default defineNodeRule({
  name: "real-server-without-check",
  group: "lvs",
  isUnreported: true,
  severity: "warning",
  judges: "absence",
  summary: "A real server has no health check.",
  why: `It is always considered up: when it fails, its share of the connections is lost until somebody removes it from
the file.`,
  how: "Add a TCP_CHECK, or one that requests what the service provides.",
  ignoreWhen:
    "Something else monitors the server and updates the IPVS table, or traffic is forwarded to a single server on purpose.",
  keepalived: "Does not detect this.",
  source: "check_data.c:validate_check_config; a server without checkers is never marked as down",
  keywords: ["virtual_server/real_server"],
  examples: {
    bad: `virtual_server 192.0.2.10 80 {
    delay_loop 5
    lb_algo wrr
    lb_kind NAT
    protocol TCP
    real_server 198.51.100.1 80 {
        weight 1
    }
}
`,
    good: `virtual_server 192.0.2.10 80 {
    delay_loop 5
    lb_algo wrr
    lb_kind NAT
    protocol TCP
    real_server 198.51.100.1 80 {
        weight 1
        TCP_CHECK {
            connect_timeout 3
        }
    }
}
`,
  },

  *check(node) {
    for (const { realServers, familyConflicts } of node.virtualServers) {
      // A server of another family is dropped anyway; a line that is not known may be a misspelt check.
      const dropped = new Set(familyConflicts.map(({ at }) => at));
      const bare = realServers.filter(
        ({ block, checkers, head }) => checkers.length === 0 && !dropped.has(head) && isWhole(block, node),
      );
      if (bare.length > 1 && bare.length === realServers.length) yield* allBare(bare);
      else
        for (const { head } of bare)
          yield { at: head, message: `real_server ${head.value} has no health check, so it is always considered up` };
    }
  },
});

/** One finding where no server of the virtual server has a check. */
function* allBare([first, ...others]: readonly RealServer[]): Generator<Finding> {
  if (first === undefined) return;
  const message = `none of the ${others.length + 1} real servers has a health check, so all are always considered up`;
  yield {
    at: first.head,
    message,
    related: others.slice(0, 5).map(({ head }) => ({ at: head, message: "no health check here either" })),
  };
}
