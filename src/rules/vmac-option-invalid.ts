import { defineNodeRule } from "../lint/define-rule.js";
import { vmacFaults } from "../semantic/vmac-words.js";

export default defineNodeRule({
  name: "vmac-option-invalid",
  group: "vrrp",
  severity: "error",
  needs: ["vrrp_instance/use_vmac", "vrrp_instance/use_ipvlan"],
  summary: "A name, address or option of use_vmac or use_ipvlan that keepalived leaves out.",
  why: `The interface is made all the same, but with a generated name or with another address than the one that was meant:
what names it, such as firewall rules or track_interface, does not find it.`,
  how: "Give each interface one name of its own, and an address that it may have.",
  keepalived: "Reports it with a line and exits 5; stops and exits 2 where name or group is the last word.",
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
    for (const { at, message, other } of vmacFaults(node)) {
      yield other === undefined
        ? { at, message }
        : { at, message, related: [{ at: other, message: "given here before" }] };
    }
  },
});
