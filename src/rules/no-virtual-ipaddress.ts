import { defineNodeRule } from "../lint/define-rule.js";
import { isWhole } from "../semantic/whole.js";

export default defineNodeRule({
  name: "no-virtual-ipaddress",
  group: "schema",
  severity: "warning",
  judges: "absence",
  summary: "A vrrp_instance has no address.",
  why: `With version 3 or strict mode keepalived rejects VRRP entirely. With version 2 the instance runs and its
adverts carry no address, which peers up to 2.3.2 reject.`,
  how: "List the addresses in virtual_ipaddress; set no_virtual_ipaddress (since 2.2.8) if none is meant.",
  ignoreWhen: "The instance only exists to run notify scripts, and the file must also work with an older release.",
  keepalived: "Reports it without a line number and exits with status 5.",
  source: "vrrp.c:vrrp_complete_instance",
  keywords: ["vrrp_instance/virtual_ipaddress", "vrrp_instance/no_virtual_ipaddress"],
  examples: {
    bad: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
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
    for (const { block, head, name } of node.instances) {
      // Addresses that are refused have their own reports.
      if (block.virtualIpaddress.length > 0 || block.noVirtualIpaddress !== undefined) continue;
      if (isWhole(block, node))
        yield { at: head, message: `vrrp_instance ${name ?? ""} has no address in virtual_ipaddress` };
    }
  },
});
