import { defineNodeRule } from "../lint/define-rule.js";

export default defineNodeRule({
  name: "unicast-family-mismatch",
  group: "vrrp",
  severity: "error",
  judges: "pair",
  needs: [
    "vrrp_instance/unicast_peer",
    "vrrp_instance/unicast_src_ip",
    "vrrp_instance/mcast_src_ip",
    "vrrp_instance/mcast_dst_ip",
    "vrrp_instance/use_ipvlan",
    "vrrp_instance/native_ipv6",
  ],
  summary: "Source address, peers and virtual addresses of an instance are of different families.",
  why: `The first address of any kind decides; keepalived drops all addresses of the other family, so the peers or the
virtual addresses are lost.`,
  how: "Use one instance per family; or list the other addresses in virtual_ipaddress_excluded.",
  keepalived: "Reports each dropped address, most with a line number, and exits with status 5.",
  source: "vrrp_data.c:alloc_vrrp_vip, vrrp_data.c:alloc_vrrp_unicast_peer, vrrp_parser.c:vrrp_srcip_handler",
  keywords: [
    "vrrp_instance/unicast_src_ip",
    "vrrp_instance/mcast_src_ip",
    "vrrp_instance/unicast_peer",
    "vrrp_instance/virtual_ipaddress",
  ],
  examples: {
    bad: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 150
    unicast_src_ip 2001:db8::2
    unicast_peer {
        2001:db8::3
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
    for (const { misfits, family, familyBy, addresses } of node.instances) {
      // Virtual addresses of both families in one list are reported by mixed-address-families.
      const [first, ...others] = misfits.filter(({ kind }) => kind !== "virtual" || addresses.length === 0);
      if (first === undefined || family === undefined || familyBy === undefined) continue;
      yield {
        at: first.word,
        message: `${NAMES[first.kind]}${first.word.value} is not valid in an IPv${family} instance; keepalived drops it`,
        related: [
          { at: familyBy, message: `makes the instance IPv${family}` },
          ...others.map(({ word }) => ({ at: word, message: "dropped as well" })),
        ],
      };
    }
  },
});

const NAMES = {
  virtual: "virtual address ",
  peer: "unicast peer ",
  source: "source address ",
  destination: "multicast group ",
  native: "",
} as const;
