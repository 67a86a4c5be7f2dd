import { defineNodeRule } from "../lint/define-rule.js";
import type { Instance, Peer } from "../semantic/instances.js";
import { groupBy } from "../text/group-by.js";

export default defineNodeRule({
  name: "unicast-source-is-peer",
  group: "vrrp",
  isUnreported: true,
  severity: "error",
  judges: "pair",
  needs: ["vrrp_instance/unicast_peer"],
  summary: "An address is the source of one instance and a peer of another on the same interface.",
  why: `A node has the address or a peer has it, not both. Instances that send from an address the node does not have stay in
FAULT up to 2.2; later releases send from there all the same, so every node that has this file takes every address.`,
  how: "Write the node's own address as unicast_src_ip of all its instances, and those of the other nodes as their peers.",
  keepalived: "Does not detect this; a running 2.2.7 logs entering FAULT state (src address not configured).",
  source: "vrrp.c:vrrp_complete_instance; acassen/keepalived#2651, measured with 2.2.7 and 2.4.3",
  keywords: ["vrrp_instance/unicast_src_ip", "vrrp_instance/unicast_peer"],
  examples: {
    bad: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 150
    unicast_src_ip 192.0.2.1
    unicast_peer {
        192.0.2.2
    }
    virtual_ipaddress {
        192.0.2.10/24
    }
}
vrrp_instance VI_2 {
    interface eth0
    virtual_router_id 52
    priority 100
    unicast_src_ip 192.0.2.2
    unicast_peer {
        192.0.2.1
    }
    virtual_ipaddress {
        192.0.2.11/24
    }
}
`,
    good: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 150
    unicast_src_ip 192.0.2.1
    unicast_peer {
        192.0.2.2
    }
    virtual_ipaddress {
        192.0.2.10/24
    }
}
vrrp_instance VI_2 {
    interface eth0
    virtual_router_id 52
    priority 100
    unicast_src_ip 192.0.2.1
    unicast_peer {
        192.0.2.2
    }
    virtual_ipaddress {
        192.0.2.11/24
    }
}
`,
  },

  *check(node) {
    const unicast = node.instances.filter(({ peers, interface: { value } }) => peers.length > 0 && value !== undefined);
    for (const [device, instances] of groupBy(unicast, (one) => one.interface.value)) {
      const clashes = clashesAmong(instances);
      const [first] = clashes;
      if (first === undefined) continue;
      const { address, owner, user, peer } = first;
      yield {
        at: owner.source.at,
        message: `${address} is unicast_src_ip of ${nameOf(owner)} and a peer of ${nameOf(user)}, both on ${device}; a node cannot be its own peer`,
        related: [
          { at: peer.word, message: `peer of ${nameOf(user)}` },
          ...clashes
            .slice(1)
            .map((one) => ({ at: one.owner.source.at, message: `${one.address} is a source and a peer, too` })),
        ],
        help: "Use the node's own address as unicast_src_ip of all its instances.",
      };
    }
  },
});

interface Clash {
  readonly address: string;
  readonly owner: Instance;
  readonly user: Instance;
  readonly peer: Peer;
}

/** Each address once; where an instance lists its own source, another rule reports that. */
function clashesAmong(instances: readonly Instance[]): readonly Clash[] {
  const owners = new Map<string, Instance>();
  for (const one of instances) {
    const { value } = one.source;
    if (value !== undefined && !owners.has(value)) owners.set(value, one);
  }
  const clashes = new Map<string, Clash>();
  for (const user of instances) {
    for (const peer of user.peers) {
      const { address } = peer;
      const owner = owners.get(address);
      const isOwn = owner === undefined || owner === user || user.source.value === address;
      if (!isOwn && !clashes.has(address)) clashes.set(address, { address, owner, user, peer });
    }
  }
  return [...clashes.values()];
}

const nameOf = ({ name }: Instance): string => name ?? "an instance";
