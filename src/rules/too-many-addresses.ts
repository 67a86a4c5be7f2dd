import { defineNodeRule } from "../lint/define-rule.js";

/** The count in an advert has one byte (RFC 9568 §5.2.5). */
const MOST = 255;

export default defineNodeRule({
  name: "too-many-addresses",
  group: "addressing",
  severity: "error",
  judges: "pair",
  summary: "More virtual addresses than fit into an advert.",
  why: `The field that counts them has one byte. keepalived treats the rest as excluded addresses, which the other
nodes do not compare, and which a node with a different order of lines chooses differently.`,
  how: "Move addresses to virtual_ipaddress_excluded.",
  keepalived: "Names the instance without a line number and exits with status 5.",
  source: "vrrp.c:vrrp_complete_instance, RFC 9568 §5.2.5",
  keywords: ["vrrp_instance/virtual_ipaddress"],
  examples: {
    bad: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        ~SEQ(NET, 0, 1) ~SEQ(HOST, 1, 130) 198.18.\${NET}.\${HOST}/15
    }
}
`,
    good: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        ~SEQ(NET, 0, 1) ~SEQ(HOST, 1, 100) 198.18.\${NET}.\${HOST}/15
    }
}
`,
  },

  *check(node) {
    for (const { addresses, name } of node.instances) {
      const surplus = addresses[MOST];
      if (surplus === undefined) continue;
      yield {
        at: surplus.word,
        message: `${addresses.length} virtual addresses in ${name ?? "an instance"}; an advert holds at most ${MOST}`,
      };
    }
  },
});
