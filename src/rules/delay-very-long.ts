import { defineNodeRule } from "../lint/define-rule.js";
import type { Setting } from "../syntax/ast.js";

/** From how many seconds on keepalived logs the value as very large. */
const LIMITS: readonly (readonly [string, number])[] = [
  ["global_defs/vrrp_garp_interval", 1],
  ["global_defs/vrrp_gna_interval", 1],
  ["global_defs/vrrp_startup_delay", 60],
  ["global_defs/vrrp_delay_after_boot", 60],
  ["garp_group/garp_interval", 1],
  ["garp_group/gna_interval", 1],
];

export default defineNodeRule({
  name: "delay-very-long",
  group: "vrrp",
  isUnreported: true,
  severity: "info",
  summary: "A delay that looks like milliseconds but is read as seconds.",
  why: `Intervals between gratuitous ARP packets are in seconds, and one applies to each address: a value meant as
milliseconds stretches a failover to minutes. A start-up delay of a minute or more keeps a node out for that long.`,
  how: "Use seconds, with a decimal point if needed.",
  ignoreWhen: "The delay is meant to be that long.",
  keepalived: "Does not report it in a configuration test; the running daemon logs it.",
  source: "global_parser.c:vrrp_garp_interval_handler, vrrp_parser.c:garp_group_garp_interval_handler",
  keywords: [
    "global_defs/vrrp_garp_interval",
    "global_defs/vrrp_gna_interval",
    "global_defs/vrrp_startup_delay",
    "global_defs/vrrp_delay_after_boot",
    "garp_group/garp_interval",
    "garp_group/gna_interval",
  ],
  examples: {
    bad: `global_defs {
    vrrp_garp_interval 10
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
    good: `global_defs {
    vrrp_garp_interval 0.01
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
  },

  *check(node) {
    for (const [path, limit] of LIMITS) {
      for (const element of node.all(path)) {
        const { value, word } = element as Setting<number>;
        if (value === undefined || value < limit) continue;
        const message = `${element.place.name} ${value} means ${value} seconds, which is unusually long`;
        yield { at: word, message, help: "Use seconds, with a decimal point if needed." };
      }
    }
  },
});
