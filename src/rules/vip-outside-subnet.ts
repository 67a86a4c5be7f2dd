import { defineNodeRule } from "../lint/define-rule.js";
import type { VirtualAddress } from "../semantic/instances.js";
import { bitsOf, type IpAddress, inSameNetwork, isLinkLocal } from "../syntax/addresses.js";

export default defineNodeRule({
  name: "vip-outside-subnet",
  group: "addressing",
  isUnreported: true,
  severity: "warning",
  yieldsTo: ["cluster-vip-mismatch"],
  needs: ["vrrp_instance/unicast_src_ip"],
  summary: "A virtual address is in another network than the node's own address.",
  why: `The address is set with its prefix length on an interface that is in another network: the gateway there does
not answer, and a prefix that is too short sends traffic for other networks to the wrong place.`,
  how: "Correct the address or the prefix length; use /32 for an address that is routed here, or dev for another interface.",
  ignoreWhen: "The interface has addresses of several networks, or adverts take another way than the addresses.",
  keepalived: "Does not detect this.",
  source: "vrrp_ipaddress.c:netlink_ipaddress",
  keywords: ["vrrp_instance/virtual_ipaddress"],
  examples: {
    bad: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 150
    unicast_src_ip 192.0.2.2
    unicast_peer {
        192.0.2.3
    }
    virtual_ipaddress {
        198.51.100.10/24
    }
}
`,
    good: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 150
    unicast_src_ip 192.0.2.2
    unicast_peer {
        192.0.2.3
    }
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
  },

  *check(node) {
    for (const { addresses, source, block, interface: device, misfits } of node.instances) {
      const own = block.unicastSrcIp?.value;
      if (own === undefined || own.address !== source.value || device.value === undefined || misfits.length > 0)
        continue;
      const [first, ...others] = addresses.filter((address) => isOutside(address, own));
      if (first === undefined) continue;
      // Other addresses on the same interface in the same network belong to a second network of that interface.
      yield {
        at: first.word,
        message: `virtual address ${first.word.value} is in another network than unicast_src_ip ${own.address}`,
        related: [
          { at: source.at, message: "the node's own address" },
          ...others.map(({ word }) => ({ at: word, message: "also outside" })),
        ],
      };
    }
  },
});

/** Only where the prefix length determines a network; link-local addresses are of every link. */
function isOutside({ entry, prefix, ...address }: VirtualAddress, own: IpAddress): boolean {
  if (entry.dev !== undefined || entry.peer !== undefined || prefix === undefined) return false;
  if (prefix >= bitsOf(address.family) - 1 || isLinkLocal(address) || isLinkLocal(own)) return false;
  return !inSameNetwork(address, own, prefix);
}
