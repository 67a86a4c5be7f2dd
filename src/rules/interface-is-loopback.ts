import { defineNodeRule } from "../lint/define-rule.js";

export default defineNodeRule({
  name: "interface-is-loopback",
  group: "vrrp",
  severity: "error",
  summary: "An instance uses the loopback interface.",
  why: `keepalived rejects lo for VRRP, so the instance has no interface: unless it uses unicast, keepalived stops,
and its addresses are not served.`,
  how: "Name the interface that carries the adverts; the addresses themselves may be on lo with dev lo.",
  keepalived: "Reports it with a line number and exits with status 5.",
  source: "vrrp_parser.c:vrrp_int_handler",
  keywords: ["vrrp_instance/interface"],
  examples: {
    bad: `vrrp_instance VI_1 {
    interface lo
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
    good: `vrrp_instance VI_1 {
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
    for (const { block } of node.instances) {
      const setting = block.interface;
      if (setting?.value !== "lo") continue;
      yield {
        at: setting.word,
        message: "interface lo cannot be used for VRRP",
        help: "Name the interface that leads to the other nodes.",
      };
    }
  },
});
