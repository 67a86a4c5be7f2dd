import type { Word } from "../../grammar/index.js";
import { defineNodeRule } from "../lint/define-rule.js";
import { isWhole } from "../semantic/whole.js";
import { isLinkLocal } from "../syntax/addresses.js";
import type { VrrpInstance } from "../syntax/ast.js";

export default defineNodeRule({
  name: "unicast-src-missing",
  group: "vrrp",
  isUnreported: true,
  severity: "warning",
  judges: "absence",
  needs: ["vrrp_instance/unicast_peer"],
  yieldsTo: ["cluster-peer-list-copied"],
  summary: "unicast_peer is set without unicast_src_ip.",
  why: `keepalived then sends from the first address that it finds on the interface, which may be a second one, an
address left over from the last run, or for IPv6 the link-local one. Peers that list another address reject these
adverts.`,
  how: "Set unicast_src_ip to the address that the peers list.",
  ignoreWhen: "The interface has one address of the family, and never gets another one.",
  keepalived: "Does not detect this.",
  source: "vrrp.c:set_vrrp_src_addr",
  keywords: ["vrrp_instance/unicast_src_ip", "vrrp_instance/unicast_peer"],
  examples: {
    bad: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 150
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
    for (const { block, source, peers, family, misfits, interface: device } of node.instances) {
      const [peer] = peers;
      const hasSource = !source.isDefault || block.unicastSrcIp !== undefined || block.mcastSrcIp !== undefined;
      // Without an interface either, keepalived does not start, and a missing interface is reported.
      if (peer === undefined || hasSource || device.value === undefined || misfits.length > 0) continue;
      // An ipvlan has an address of its own.
      if (block.useIpvlan !== undefined || !isWhole(block, node)) continue;
      const at = listWord(block) ?? peer.word;
      // keepalived would take a link-local address, to which global peers do not answer.
      const isSix = family === 6 && peers.some((one) => !isLinkLocal(one));
      const message = `unicast_peer without unicast_src_ip; the first address of ${device.value} is the source`;
      yield isSix ? { at, message, severity: "error" } : { at, message };
    }
  },
});

function listWord({ bodies }: VrrpInstance): Word | undefined {
  const statements = bodies.flatMap(({ items }) => items).flatMap((item) => (item.kind === "statement" ? item : []));
  return statements.find(({ keyword }) => keyword?.value === "unicast_peer")?.keyword;
}
