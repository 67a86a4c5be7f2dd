import type { IpAddress } from "../../grammar/index.js";
import { defineNodeRule, type Finding } from "../lint/define-rule.js";
import { settingsNamed } from "../semantic/effective.js";
import type { Checker, RealServer } from "../semantic/real-servers.js";
import { isLinkLocal } from "../syntax/addresses.js";
import type { Setting } from "../syntax/ast.js";

export default defineNodeRule({
  name: "checker-cannot-connect",
  group: "lvs",
  severity: "error",
  judges: "absence",
  summary:
    "A health check has no port to connect to, a source address of another family, or no interface for a link-local address.",
  why: `Without a port the check connects to port 0, where nothing listens: the server is always considered down
although it works. A source address of another family is ignored; a check of a link-local address without bind_if is
dropped, and the server is always considered up.`,
  how: "Give the check a `connect_port` (or the server a port), a `bindto` of the same address family, and `bind_if`.",
  keepalived:
    "Reports address families and link-local addresses with a line number and exits with status 5; does not detect port 0.",
  source:
    "check_api.c:queue_checker, check_api.c:check_conn_opts, check_api.c:co_srcip_handler; port 0 measured with 2.2.7",
  keywords: [
    "virtual_server/real_server",
    "virtual_server/real_server/*/connect_ip",
    "virtual_server/real_server/*/connect_port",
    "virtual_server/real_server/*/bindto",
    "virtual_server/real_server/*/bind_if",
  ],
  examples: {
    bad: `virtual_server 192.0.2.10 80 {
    delay_loop 5
    lb_algo wrr
    lb_kind NAT
    protocol TCP
    real_server 198.51.100.1 {
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
    real_server 198.51.100.1 {
        TCP_CHECK {
            connect_port 80
        }
    }
}
`,
  },

  *check(node) {
    for (const { realServers } of node.virtualServers) {
      for (const real of realServers) {
        for (const checker of real.checkers) {
          // There are as many checks as servers, and hardly one has a mistake: no generator for each.
          if (checker.port === 0) yield withoutPort(checker, real);
          const ends = settingsNamed(checker.block, "connect_ip", "bindto");
          if (ends.length > 0) yield* otherFamily(checker, real, ends as readonly Setting<IpAddress>[]);
          if (lacksInterface(checker)) yield withoutInterface(checker);
        }
      }
    }
  },
});

function withoutPort({ kind, head }: Checker, real: RealServer): Finding {
  const message = `${kind} connects to port 0: real_server ${real.head.value} has no port, and connect_port is missing`;
  return { at: head, message, related: [{ at: real.head, message: "no port here" }] };
}

/** The later of connect_ip and bindto has to follow the earlier; SMTP_CHECK does not start from the server's address. */
function* otherFamily({ kind }: Checker, real: RealServer, ends: readonly Setting<IpAddress>[]): Generator<Finding> {
  let to = kind === "SMTP_CHECK" ? undefined : real.address?.family;
  let from: number | undefined;
  for (const { place, word, value } of ends) {
    if (value === undefined) continue;
    const isSource = place.name === "bindto";
    const other = isSource ? to : from;
    if (other !== undefined && other !== value.family) {
      const what = isSource ? "connects to" : "is bound to";
      yield {
        at: word,
        message: `${place.name} ${word.value} is IPv${value.family}, but the check ${what} IPv${other}; ${place.name} is ignored`,
      };
    } else if (isSource) from = value.family;
    else to = value.family;
  }
}

function lacksInterface({ kind, block, address }: Checker): boolean {
  if (address?.family !== 6 || !isLinkLocal(address) || !CONNECTS.has(kind)) return false;
  return block.isKnown && settingsNamed(block, "bind_if").length === 0;
}

const withoutInterface = ({ kind, head, address }: Checker): Finding => ({
  at: head,
  message: `${kind} of the link-local address ${address?.address} has no bind_if; the check is dropped`,
});

const CONNECTS: ReadonlySet<string> = new Set([
  "TCP_CHECK",
  "HTTP_GET",
  "SSL_GET",
  "SMTP_CHECK",
  "DNS_CHECK",
  "UDP_CHECK",
  "PING_CHECK",
]);
