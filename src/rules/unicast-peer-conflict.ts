import type { Word } from "../../grammar/index.js";
import { defineNodeRule, type Finding } from "../lint/define-rule.js";

export default defineNodeRule({
  name: "unicast-peer-conflict",
  group: "vrrp",
  severity: "warning",
  judges: "pair",
  needs: ["vrrp_instance/unicast_peer"],
  summary: "A unicast peer is listed twice, or rejects every packet.",
  why: `The second entry of a peer has no effect, and usually another node was meant. With min_ttl above max_ttl every
advert of the peer is rejected, and both nodes become MASTER.`,
  how: "Replace the repeated entry with the missing node, or correct the limits.",
  keepalived: "Reports the limits with a line number and exits with status 5; reports a repeated peer since 2.3.3.",
  source: "vrrp_data.c:alloc_vrrp_unicast_peer",
  keywords: ["vrrp_instance/unicast_peer"],
  examples: {
    bad: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    unicast_src_ip 192.0.2.1
    unicast_peer {
        192.0.2.2
        192.0.2.2
    }
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
    good: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    unicast_src_ip 192.0.2.1
    unicast_peer {
        192.0.2.2
        192.0.2.3
    }
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
  },

  *check(node) {
    for (const { block } of node.instances) {
      if (block.unicastPeer.length === 0) continue;
      const seen = new Map<string, Word>();
      for (const { address, minTtl, maxTtl } of block.unicastPeer) {
        const name = address?.value?.address;
        if (address === undefined || name === undefined) continue;
        const before = seen.get(name);
        if (before === undefined) seen.set(name, address.word);
        else yield repeat(address.word, before);
        if (minTtl?.value === undefined || maxTtl?.value === undefined || minTtl.value <= maxTtl.value) continue;
        yield {
          at: minTtl.word,
          message: `min_ttl ${minTtl.value} is above max_ttl ${maxTtl.value}, so every packet from this peer is rejected`,
          severity: "error",
        };
      }
    }
  },
});

const repeat = (at: Word, before: Word): Finding => ({
  at,
  message: `${at.value} is listed twice in unicast_peer`,
  help: "List each peer once.",
  related: [{ at: before, message: "first listed here" }],
});
