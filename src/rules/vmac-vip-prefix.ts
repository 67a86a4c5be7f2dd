import { defineNodeRule } from "../lint/define-rule.js";
import type { Instance, VirtualAddress } from "../semantic/instances.js";
import { bitsOf, inSameNetwork, isLinkLocal, readAddress } from "../syntax/addresses.js";

export default defineNodeRule({
  name: "vmac-vip-prefix",
  group: "addressing",
  isUnreported: true,
  severity: "info",
  judges: "pair",
  needs: ["vrrp_instance/use_vmac"],
  summary: "A virtual address on a VMAC has the prefix of the subnet.",
  why: `The address is set on the VMAC interface, and its prefix makes a second route to the subnet there, besides that of
the interface itself. Both have the same metric, so the node uses the one that was made first, and answers may leave through
the wrong interface.`,
  how: "Write the virtual address with /32 (IPv6: /128).",
  ignoreWhen: "The interface has no address of that subnet, so the route of the VMAC is the only one.",
  keepalived: "Does not detect this.",
  source: "acassen/keepalived#334, #1040, #1367; measured with 2.2.7 and 2.4.3: two connected routes, with /32 one",
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
    for (const instance of node.instances) {
      const { addresses, block, interface: device } = instance;
      const [vmac] = block.useVmac;
      if (vmac === undefined || device.value === undefined) continue;
      const found = addresses.find((one) => makesSecondRoute(one, instance));
      if (found === undefined) continue;
      const { word, family, address } = found;
      yield {
        at: word,
        message: `"${word.value}" makes a second route to its subnet on the VMAC of ${device.value}; answers may leave through the wrong interface`,
        related: [{ at: vmac.word, message: "the VMAC" }],
        help: `Use ${address}/${bitsOf(family)}.`,
      };
    }
  },
});

/** Not where the interface is known to be in another network, and not link-local: such a route is never used without its interface. */
function makesSecondRoute(address: VirtualAddress, { source }: Instance): boolean {
  const { prefix, family, entry } = address;
  if (prefix === undefined || prefix >= bitsOf(family) - 1 || entry.dev !== undefined || isLinkLocal(address))
    return false;
  const own = source.value === undefined ? undefined : readAddress(source.value);
  return own?.family !== family || isLinkLocal(own) || inSameNetwork(own, address, prefix);
}
