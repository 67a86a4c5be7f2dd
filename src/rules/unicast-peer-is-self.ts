import { defineNodeRule } from "../lint/define-rule.js";
import { removeStatement } from "../lint/edits.js";

export default defineNodeRule({
  name: "unicast-peer-is-self",
  group: "vrrp",
  isUnreported: true,
  severity: "error",
  judges: "pair",
  fix: "unsafe",
  yieldsTo: ["cluster-node-identity-copied"],
  needs: ["vrrp_instance/unicast_peer"],
  summary: "unicast_peer lists the source address of its own node.",
  why: `The node sends its adverts to itself and logs an advert with its own address every second. A template that gives all
nodes the same list is the usual cause.`,
  how: "Remove the node's own address from the list.",
  keepalived: "Does not detect this.",
  source: "vrrp.c:vrrp_state_master_rx",
  keywords: ["vrrp_instance/unicast_peer", "vrrp_instance/unicast_src_ip"],
  examples: {
    bad: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 150
    unicast_src_ip 192.0.2.2
    unicast_peer {
        192.0.2.2
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
    for (const { block, source, peers } of node.instances) {
      if (source.value === undefined) continue;
      const own = peers.find(({ address }) => address === source.value);
      const entry = block.unicastPeer.find(({ address }) => address?.word === own?.word);
      if (own === undefined || entry === undefined) continue;
      // The last peer is not removed: an empty list means multicast.
      const isAlone = peers.length === 1;
      yield {
        at: own.word,
        message: `unicast peer ${own.address} is this node's own address`,
        related: [{ at: source.at, message: "the source address" }],
        ...(isAlone
          ? {}
          : { fix: { title: "Remove it from the list", safety: "unsafe", edits: [removeStatement(entry.statement)] } }),
      };
    }
  },
});
