import { defineNodeRule, type Finding } from "../lint/define-rule.js";
import { settingsNamed } from "../semantic/effective.js";
import type { EffectiveVirtualServer } from "../semantic/virtual-servers.js";
import { isNumericIpv4 } from "../syntax/addresses.js";
import type { Setting } from "../syntax/ast.js";
import { readInteger } from "../syntax/numbers.js";
import { isUnknown } from "../syntax/values.js";

export default defineNodeRule({
  name: "persistence-granularity-invalid",
  group: "lvs",
  severity: "error",
  judges: "pair",
  summary: "persistence_granularity is not a netmask (IPv4) or not a prefix length (IPv6).",
  why: `keepalived ignores the line, and each client address sticks to a server individually: clients that share a
farm of proxies lose their sessions, which the setting was meant to prevent.`,
  how: "Use a netmask such as `255.255.255.0` for IPv4, and a number from 1 to 128 for IPv6.",
  keepalived:
    "Reports it with a line number and exits with status 5; reads a plain number for IPv4 as an address such as 0.0.0.24.",
  source: "check_parser.c:pgr_handler",
  keywords: ["virtual_server/persistence_granularity"],
  examples: {
    bad: `virtual_server 192.0.2.10 80 {
    delay_loop 5
    lb_algo wrr
    lb_kind NAT
    persistence_timeout 300
    persistence_granularity 255.255.255.256
    protocol TCP
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
    persistence_timeout 300
    persistence_granularity 255.255.255.0
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
      for (const setting of settingsNamed(server.block, "persistence_granularity")) yield* faults(setting, server);
    }
  },
});

/** The service's own address tells the family; without one a dot in the value does. */
function* faults({ statement }: Setting, { target }: EffectiveVirtualServer): Generator<Finding> {
  const [, word] = statement.words;
  if (word === undefined || isUnknown(word) || target.kind === "unknown") return;
  const { value } = word;
  const family = target.kind === "address" ? target.address.family : value.includes(".") ? 4 : 6;
  // Without an address, ip_family or a server may have fixed the family before.
  if (target.kind !== "address" && family === 6 && isNumber(value)) return;
  if (family === 6) {
    if (readInteger(value, 1, 128).value !== undefined) return;
    yield {
      at: word,
      message: `invalid persistence_granularity "${value}"; keepalived ignores it`,
      help: "Use a prefix length from 1 to 128.",
    };
  } else if (!isNumericIpv4(value)) {
    yield {
      at: word,
      message: `invalid persistence_granularity "${value}"; keepalived ignores it`,
      help: "Use a netmask such as 255.255.255.0.",
    };
  } else if (isNumber(value) && Number(value) <= 32) {
    const message = `persistence_granularity ${value} is read as the netmask 0.0.0.${Number(value)}`;
    yield { at: word, message, help: "Use a netmask such as 255.255.255.0.", severity: "warning" };
  }
}

/** What inet_aton takes besides dotted quads: one number, also octal or hexadecimal, or fewer parts. */
const isNumber = (text: string): boolean => /^(?:0x[\da-f]+|\d+)(?:\.(?:0x[\da-f]+|\d+)){0,2}$/i.test(text);
