import { defineNodeRule } from "../lint/define-rule.js";
import { vmacFaults } from "../semantic/vmac-words.js";

export default defineNodeRule({
  name: "vmac-option-invalid",
  group: "vrrp",
  severity: "error",
  judges: "line",
  needs: ["vrrp_instance/use_vmac", "vrrp_instance/use_ipvlan"],
  summary: "A name, address or option of use_vmac or use_ipvlan that keepalived ignores.",
  why: `The interface is still created, but with a generated name or a different address than intended: what refers to
it, such as firewall rules or track_interface, does not find it.`,
  how: "Give each interface one unique name, and a valid address.",
  keepalived:
    "Reports it with a line number and exits with status 5; stops and exits with status 2 if name or group is the last word.",
  source: "vrrp_parser.c:vrrp_vmac_handler, vrrp_parser.c:vrrp_ipvlan_handler",
  keywords: ["vrrp_instance/use_vmac", "vrrp_instance/use_ipvlan"],
  examples: {
    bad: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    use_vmac vrrp/51
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
    good: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    use_vmac vrrp.51
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
  },

  *check(node) {
    for (const { other, ...finding } of vmacFaults(node)) {
      yield other === undefined ? finding : { ...finding, related: [{ at: other, message: "first given here" }] };
    }
  },
});
