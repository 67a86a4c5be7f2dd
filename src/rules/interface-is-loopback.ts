import { defineNodeRule } from "../lint/define-rule.js";

export default defineNodeRule({
  name: "interface-is-loopback",
  group: "vrrp",
  severity: "error",
  summary: "An instance on the loopback interface.",
  why: `keepalived refuses lo for VRRP, so the instance has no interface: without unicast keepalived stops, and nobody serves its
addresses.`,
  how: "Name the interface that the adverts go through; the addresses may lie on lo with dev lo.",
  keepalived: "Reports it with a line and exits 5.",
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
        message: "interface lo cannot be used for VRRP; expected one that leads to the other nodes",
      };
    }
  },
});
