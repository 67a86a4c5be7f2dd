import { defineNodeRule, type Finding, type FindingFix } from "../lint/define-rule.js";
import { removeStatement } from "../lint/edits.js";
import { settingsNamed } from "../semantic/effective.js";
import type { RealServer, Server } from "../semantic/real-servers.js";
import type { EffectiveVirtualServer } from "../semantic/virtual-servers.js";
import { keepsPort, otherPort } from "../semantic/virtual-services.js";

export default defineNodeRule({
  name: "fwmark-port-ignored",
  group: "lvs",
  severity: "info",
  judges: "pair",
  tag: "unnecessary",
  fix: "mixed",
  summary: "A port of a server, or a protocol, in a virtual server that is selected by firewall mark.",
  why: `The mark alone selects the packets. keepalived clears the protocol, and the port of servers that are not
reached by NAT; ipvsadm then shows port 0, which misleads whoever looks for a fault.`,
  how: "Remove the port and the protocol, and give the health checks a `connect_port`.",
  ignoreWhen: "The port is kept as documentation.",
  keepalived: "Reports it without a line number and exits with status 5.",
  source: "check_data.c:validate_check_config",
  keywords: ["virtual_server", "virtual_server/protocol", "virtual_server/sorry_server", "virtual_server/real_server"],
  examples: {
    bad: `virtual_server fwmark 3 {
    delay_loop 5
    lb_algo wrr
    lb_kind DR
    real_server 198.51.100.1 443 {
        TCP_CHECK {
            connect_port 443
        }
    }
}
`,
    good: `virtual_server fwmark 3 {
    delay_loop 5
    lb_algo wrr
    lb_kind DR
    real_server 198.51.100.1 {
        TCP_CHECK {
            connect_port 443
        }
    }
}
`,
  },

  *check(node) {
    for (const server of node.virtualServers) {
      if (server.usesMarks !== true) continue;
      if (server.usesAddresses === false) yield* protocols(server);
      for (const real of server.realServers)
        yield* port("real_server", real, server, server.usesAddresses === false ? removePort(real, server) : undefined);
      if (server.sorryServer !== undefined) yield* port("sorry_server", server.sorryServer, server, undefined);
    }
  },
});

function* protocols({ block, label }: EffectiveVirtualServer): Generator<Finding> {
  for (const { word, state, statement } of settingsNamed(block, "protocol")) {
    if (state === "invalid") continue;
    const fix: FindingFix = { title: "Remove the protocol", safety: "safe", edits: [removeStatement(statement)] };
    yield { at: word, message: `protocol ${word.value} is ignored: ${label} selects packets by firewall mark`, fix };
  }
}

/** With NAT the port matters; one that contradicts an address of the group has a report of its own. */
function* port(
  kind: string,
  server: Server,
  vs: EffectiveVirtualServer,
  fix: FindingFix | undefined,
): Generator<Finding> {
  const { method, portWord, port: number, head } = server;
  if (portWord === undefined || number === undefined || number === 0) return;
  if (!keepsPort(server) || otherPort(server, vs) !== undefined) return;
  const message = `port ${number} of ${kind} ${head.value} is ignored: ${vs.label} selects packets by firewall mark, and ${method.value} keeps their port`;
  yield fix === undefined ? { at: portWord, message } : { at: portWord, message, fix };
}

/**
 * Checks without a port of their own connect to the written one, which keepalived clears after they have it. Where a
 * group has the marks, keepalived leaves the clearing to the kernel, and names the server with its port in alerts.
 */
function removePort(
  { head, portWord, checkers }: RealServer,
  { target }: EffectiveVirtualServer,
): FindingFix | undefined {
  const isNeeded = checkers.some((checker) => checker.port !== undefined && !checker.hasOwnPort);
  if (portWord === undefined || isNeeded || portWord.source !== head.source) return undefined;
  const edits = [{ at: { source: head.source, start: head.end, end: portWord.end }, text: "" }];
  return { title: "Remove the port", safety: target.kind === "group" ? "unsafe" : "safe", edits };
}
