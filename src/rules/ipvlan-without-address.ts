import { defineNodeRule } from "../lint/define-rule.js";
import { isIpvlanAddress } from "../semantic/vmac-words.js";
import { isUnknown } from "../syntax/values.js";

export default defineNodeRule({
  name: "ipvlan-without-address",
  group: "vrrp",
  severity: "error",
  judges: "absence",
  needs: ["vrrp_instance/use_ipvlan"],
  summary: "use_ipvlan without an address on an IPv4 instance.",
  why: "An ipvlan has no address of its own to send adverts from: the instance goes to FAULT and stays there.",
  how: "Add the address after use_ipvlan.",
  keepalived: "Names the instance without a line number and exits with status 5.",
  source: "vrrp.c:vrrp_complete_instance",
  keywords: ["vrrp_instance/use_ipvlan"],
  examples: {
    bad: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    use_ipvlan
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
    good: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    use_ipvlan ipv51 192.0.2.1/24
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
  },

  *check(node) {
    for (const { block, family } of node.instances) {
      const setting = block.useIpvlan;
      if (setting === undefined || family !== 4) continue;
      const { args } = setting.statement;
      if (args.some((word) => isIpvlanAddress(word) || isUnknown(word))) continue;
      yield {
        at: setting.statement.keyword ?? setting.statement.token,
        message: "use_ipvlan on an IPv4 instance has no address to send from",
        help: "Add the address after use_ipvlan.",
      };
    }
  },
});
