import { defineNodeRule, type Finding } from "../lint/define-rule.js";
import type { EffectiveVirtualServer } from "../semantic/virtual-servers.js";
import { isWhole } from "../semantic/whole.js";

export default defineNodeRule({
  name: "quorum-unreachable",
  group: "lvs",
  severity: "warning",
  judges: "absence",
  summary:
    "The quorum exceeds the total weight of the real servers, all weights are 0, or the hysteresis is not below the quorum.",
  why: `keepalived replaces the numbers, so the service switches to the sorry server at a different point than
planned. With all weights 0 the hysteresis becomes 4294967295 and the quorum is never reached.`,
  how: "Keep `quorum` at or below the sum of the weights, and `hysteresis` below `quorum`.",
  ignoreWhen: "Weights are 0 because the servers are being drained.",
  keepalived: "Reports it without a line number and exits with status 5.",
  source: "check_data.c:validate_check_config",
  keywords: ["virtual_server/quorum", "virtual_server/hysteresis", "virtual_server/real_server/weight"],
  examples: {
    bad: `virtual_server 192.0.2.10 80 {
    delay_loop 5
    lb_algo wrr
    lb_kind NAT
    protocol TCP
    quorum 5
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
    quorum 1
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
      const { quorum, hysteresis, realServers } = server;
      // keepalived drops servers of another family before it adds up, which is reported there.
      if (realServers.length === 0 || server.familyConflicts.length > 0 || !isWhole(server.block, node)) continue;
      const finding = tooHigh(server);
      if (finding !== undefined) yield isDynamic(server) ? { ...finding, severity: "info" } : finding;
      else if (quorum.value !== undefined && hysteresis.value !== undefined && hysteresis.value >= quorum.value) {
        const message = `hysteresis ${hysteresis.value} is not below quorum ${quorum.value}; keepalived lowers it to ${quorum.value - 1}`;
        yield {
          at: hysteresis.at,
          message,
          related: quorum.isDefault ? [] : [{ at: quorum.at, message: "quorum here" }],
        };
      }
    }
  },
});

/** Checks set weights of the servers. */
const isDynamic = ({ realServers }: EffectiveVirtualServer): boolean =>
  realServers.some(({ checkers }) => checkers.some((checker) => checker.isDynamic));

function tooHigh({ quorum, realServers, head, label }: EffectiveVirtualServer): Finding | undefined {
  // Usually the first server is enough.
  if (quorum.value === undefined || (realServers[0]?.weight.value ?? 0) >= quorum.value) return undefined;
  const weights = distinct(realServers);
  if (weights.includes(undefined)) return undefined;
  const sum = weights.reduce<number>((total, weight) => total + (weight ?? 0), 0);
  if (quorum.value <= sum) return undefined;
  if (sum === 0)
    return { at: head, message: `all real servers of ${label} have weight 0, so the quorum is never reached` };
  return { at: quorum.at, message: `quorum ${quorum.value} exceeds ${sum}, the total weight of the real servers` };
}

/** Weights of the servers that are not there for the second time. */
function distinct(servers: EffectiveVirtualServer["realServers"]): (number | undefined)[] {
  const byKey = new Map<string, number | undefined>();
  for (const { address, port, weight, head } of servers) {
    const key = address === undefined ? `${head.start}` : `${address.address} ${port}`;
    if (!byKey.has(key)) byKey.set(key, weight.value);
  }
  return [...byKey.values()];
}
