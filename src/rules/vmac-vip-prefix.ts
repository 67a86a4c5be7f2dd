import { defineNodeRule } from "../lint/define-rule.js";
import { bitsOf } from "../syntax/addresses.js";

export default defineNodeRule({
  name: "vmac-vip-prefix",
  group: "addressing",
  isUnreported: true,
  severity: "info",
  needs: ["vrrp_instance/use_vmac"],
  summary: "A virtual address on a VMAC has the prefix of the subnet.",
  why: `The address is set on the VMAC interface, and its prefix makes a second route to the subnet there, beside that of the
interface itself. Which of them the node uses for other hosts of the subnet is open, and answers may go astray.`,
  how: "Write the virtual address with /32 (IPv6: /128).",
  ignoreWhen: "The interface has no address of that subnet, so the route of the VMAC is the only one.",
  keepalived: "Does not detect this.",
  source: "acassen/keepalived#334, #1040, #1367; measured with 2.4.3: two connected routes, with /32 one",
  keywords: ["vrrp_instance/use_vmac", "vrrp_instance/virtual_ipaddress"],
  examples: {
    bad: `vrrp_instance VI_1 {
    interface eth0
    use_vmac
    virtual_router_id 51
    priority 150
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
    good: `vrrp_instance VI_1 {
    interface eth0
    use_vmac
    virtual_router_id 51
    priority 150
    virtual_ipaddress {
        192.0.2.10/32
    }
}
`,
  },

  *check(node) {
    for (const { addresses, block, interface: device } of node.instances) {
      const [vmac] = block.useVmac;
      if (vmac === undefined || device.value === undefined) continue;
      const found = addresses.find(
        ({ prefix, family, entry }) => prefix !== undefined && prefix < bitsOf(family) - 1 && entry.dev === undefined,
      );
      if (found === undefined) continue;
      const { word, family, address } = found;
      yield {
        at: word,
        message: `"${word.value}" makes a second route to its subnet on the VMAC of ${device.value}; which one is used is open`,
        related: [{ at: vmac.word, message: "the VMAC" }],
        help: `Use ${address}/${bitsOf(family)}.`,
      };
    }
  },
});
