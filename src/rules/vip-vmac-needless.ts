import { defineNodeRule } from "../lint/define-rule.js";
import type { VrrpInstance } from "../syntax/ast.js";

export default defineNodeRule({
  name: "vip-vmac-needless",
  group: "addressing",
  severity: "warning",
  judges: "pair",
  tag: "unnecessary",
  needs: ["vrrp_instance/use_vmac", "vrrp_instance/use_vmac_addr"],
  summary: "use_vmac on an address that is on a VMAC of the instance anyway.",
  why: `keepalived drops the word and reports it, so the configuration test fails because of a word that changes
nothing.`,
  how: "Remove use_vmac from the address line, or from the instance.",
  keepalived: "Names the instance and the address without a line number and exits with status 5.",
  source: "vrrp.c:vrrp_complete_instance",
  keywords: ["vrrp_instance/virtual_ipaddress", "vrrp_instance/virtual_ipaddress_excluded"],
  examples: {
    bad: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    use_vmac
    virtual_ipaddress {
        192.0.2.10/24 use_vmac
    }
}
`,
    good: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    use_vmac
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
  },

  *check(node) {
    for (const { block, family } of node.instances) {
      for (const { address, dev, useVmac } of [...block.virtualIpaddress, ...block.virtualIpaddressExcluded]) {
        const own = address?.value?.family;
        if (useVmac === undefined || own === undefined || family === undefined) continue;
        const isNear = own === family && (dev === undefined || isOwnInterface(block, dev.value));
        const keyword = isNear ? block.useVmac[0] : block.useVmacAddr;
        if (keyword === undefined) continue;
        const { name } = keyword.place;
        yield {
          at: useVmac.word,
          message: `use_vmac on ${address?.word.value} is redundant with ${name} of the instance`,
          related: [{ at: keyword.statement.keyword ?? keyword.word, message: `${name} is set here` }],
        };
      }
    }
  },
});

const isOwnInterface = (block: VrrpInstance, name: string | undefined): boolean =>
  name !== undefined && block.interface?.value === name;
