import { defineNodeRule } from "../lint/define-rule.js";
import { isWhole } from "../semantic/whole.js";
import { isUnknown } from "../syntax/values.js";

export default defineNodeRule({
  name: "vip-without-interface",
  group: "addressing",
  severity: "error",
  judges: "absence",
  summary: "A virtual address belongs to no interface.",
  why: `A unicast instance works without interface, but its addresses do not: those without dev are ignored if there
is also no default_interface, so the node is MASTER of nothing.`,
  how: "Add dev after the address, or interface to the instance.",
  keepalived: "Names the instance without a line number and exits with status 5.",
  source: "vrrp.c:vrrp_complete_instance; measured with 2.2.7",
  keywords: ["vrrp_instance/virtual_ipaddress", "vrrp_instance/virtual_ipaddress_excluded"],
  examples: {
    bad: `vrrp_instance VI_1 {
    virtual_router_id 51
    priority 100
    unicast_src_ip 192.0.2.1
    unicast_peer {
        192.0.2.2
    }
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
    good: `vrrp_instance VI_1 {
    virtual_router_id 51
    priority 100
    unicast_src_ip 192.0.2.1
    unicast_peer {
        192.0.2.2
    }
    virtual_ipaddress {
        192.0.2.10/24 dev eth0
    }
}
`,
  },

  *check(node) {
    if (node.ast.globalDefs?.defaultInterface !== undefined) return;
    for (const { block, isUnicast } of node.instances) {
      // Without a source address the missing interface is reported itself.
      const mayLackInterface = isUnicast && block.unicastSrcIp !== undefined;
      if (block.interface !== undefined || !mayLackInterface || !isWhole(block, node)) continue;
      // An interface that is written wrong is reported as such.
      const isWritten = block.bodies.some(({ items }) =>
        items.some((item) => item.kind === "statement" && item.keyword?.is("interface")),
      );
      if (isWritten) continue;
      for (const { dev, statement } of [...block.virtualIpaddress, ...block.virtualIpaddressExcluded]) {
        const address = statement.keyword;
        if (dev !== undefined || address === undefined || statement.words.some(isUnknown)) continue;
        yield {
          at: address,
          message: `${address.value} has no dev, and the instance has no interface`,
          help: "Add one of them.",
        };
      }
    }
  },
});
