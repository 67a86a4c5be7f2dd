import type { Word } from "../../grammar/index.js";
import { defineNodeRule } from "../lint/define-rule.js";
import { type Instance, OWNER_PRIORITY } from "../semantic/instances.js";
import type { IpAddress } from "../syntax/addresses.js";
import type { Setting } from "../syntax/ast.js";

export default defineNodeRule({
  name: "vip-is-node-address",
  group: "addressing",
  isUnreported: true,
  severity: "error",
  judges: "pair",
  summary: "A virtual address is also the address of a node.",
  why: `When the instance becomes BACKUP keepalived removes its virtual addresses: here the node loses its own
address, and with it the adverts. A peer that is a virtual address is this node itself while it is master.`,
  how: "Give the virtual router an address of its own.",
  keepalived: "Does not detect this.",
  source: "vrrp.c:vrrp_restore_interface, RFC 9568 §5.2.4",
  keywords: [
    "vrrp_instance/virtual_ipaddress",
    "vrrp_instance/unicast_src_ip",
    "vrrp_instance/mcast_src_ip",
    "vrrp_instance/unicast_peer",
  ],
  examples: {
    bad: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 150
    unicast_src_ip 192.0.2.10
    unicast_peer {
        192.0.2.3
    }
    virtual_ipaddress {
        192.0.2.10/24
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
    const neighbours = new Map(
      node.ast.bfdInstance.flatMap(({ neighborIp, neighbourIp }) => ofSetting(neighborIp ?? neighbourIp)),
    );
    const hasOthers = (one: Instance) => one.source.value !== undefined || one.peers.length > 0 || neighbours.size > 0;
    for (const { addresses, excluded, source, peers, priority } of node.instances.filter(hasOthers)) {
      const peerWords = new Map(peers.map(({ address, word }) => [address, word]));
      for (const { address, word } of [...addresses, ...excluded]) {
        // The owner's virtual address is its own; 255 without need has a rule of its own.
        const isSource = address === source.value && priority.value !== OWNER_PRIORITY && priority.value !== undefined;
        const peer = peerWords.get(address);
        const neighbour = neighbours.get(address);
        const at = isSource ? source.at : (peer ?? neighbour);
        if (at === undefined) continue;
        const what = isSource ? "this node's own address" : peer === undefined ? "a BFD neighbour" : "a unicast peer";
        yield {
          at: word,
          message: `virtual address ${address} is also ${what}`,
          related: [{ at, message: `${what} here` }],
        };
      }
    }
  },
});

const ofSetting = (setting: Setting<IpAddress, unknown> | undefined): [string, Word][] =>
  setting?.value === undefined ? [] : [[setting.value.address, setting.word]];
