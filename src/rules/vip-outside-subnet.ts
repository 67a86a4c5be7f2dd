import { defineNodeRule } from "../lint/define-rule.js";
import type { Instance, VirtualAddress } from "../semantic/instances.js";
import type { Node } from "../semantic/node.js";
import { bitsOf, type IpAddress, inSameNetwork, inSameRange, isLinkLocal } from "../syntax/addresses.js";

export default defineNodeRule({
  name: "vip-outside-subnet",
  group: "addressing",
  isUnreported: true,
  severity: "warning",
  judges: "pair",
  yieldsTo: ["cluster-vip-mismatch"],
  needs: ["vrrp_instance/unicast_src_ip"],
  summary: "A virtual address is in another network than the node's own address.",
  why: `The address is set with its prefix length on an interface that is in another network: the gateway there does
not answer, and a prefix that is too short sends traffic for other networks to the wrong place.`,
  how: "Correct the address or the prefix length; use /32 for an address that is routed here, or dev for another interface.",
  ignoreWhen: "The interface has addresses of several networks, or adverts use a network of their own.",
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
    const networks = networksOf(node);
    for (const instance of node.instances) {
      const { addresses, source, block, interface: device, misfits } = instance;
      const own = block.unicastSrcIp?.value;
      if (own === undefined || own.address !== source.value || device.value === undefined || misfits.length > 0)
        continue;
      const [first, ...others] = addresses.filter((address) => isOutside(address, own));
      if (first === undefined || isApart(instance, own, first, networks(own))) continue;
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

/** What instances say about the interface of one address. */
interface Network {
  /** Interfaces with a virtual address in the network of that address. */
  readonly inside: ReadonlySet<string | undefined>;
  /** Interfaces of the instances that send from that address. */
  readonly senders: ReadonlySet<string | undefined>;
}

/** Looks at all instances once for each address that adverts come from; those are few. */
function networksOf({ instances }: Node): (own: IpAddress) => Network {
  const known = new Map<string, Network>();
  return (own) => {
    const network = known.get(own.address) ?? {
      inside: new Set(
        instances.flatMap(({ addresses, interface: { value } }) =>
          addresses.filter((one) => isInside(one, own)).map(({ entry }) => entry.dev?.value ?? value),
        ),
      ),
      senders: new Set(
        instances.flatMap(({ block, interface: { value } }) =>
          block.unicastSrcIp?.value?.address === own.address ? [value] : [],
        ),
      ),
    };
    known.set(own.address, network);
    return network;
  };
}

/**
 * Whether something says that adverts have a network of their own, such as a heartbeat link: unicast_src_ip may be an
 * address of any interface. Not where the interface has a virtual address in that network.
 */
function isApart(instance: Instance, own: IpAddress, outside: VirtualAddress, { inside, senders }: Network): boolean {
  const device = instance.interface.value;
  if (inside.has(device)) return false;
  const tracksOther = instance.block.trackInterface.some(({ interface: other }) => other?.value !== device);
  return !inSameRange(own, outside) || inside.size > 0 || senders.size > 1 || tracksOther;
}

const isInside = ({ prefix, ...address }: VirtualAddress, own: IpAddress): boolean =>
  prefix !== undefined && prefix < bitsOf(address.family) - 1 && inSameNetwork(address, own, prefix);
