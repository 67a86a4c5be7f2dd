import { defineNodeRule } from "../lint/define-rule.js";
import { isLinkLocal } from "../syntax/addresses.js";

export default defineNodeRule({
  name: "ipv6-first-vip-link-local",
  group: "addressing",
  isUnreported: true,
  severity: "warning",
  summary: "The first virtual address of a multicast IPv6 instance is not link-local.",
  why: `The RFC wants the link-local address of the virtual router in front, because hosts use it as their gateway. Routers of
other makers reject an advert without it; keepalived takes it from its own kind.`,
  how: "List fe80:: addresses first, such as fe80::51/64.",
  ignoreWhen: "All routers are keepalived, and no host uses the router as its gateway.",
  keepalived: "Says nothing; reports it without a line in strict mode.",
  source: "vrrp.c:vrrp_complete_instance, RFC 9568 §5.2.9",
  keywords: ["vrrp_instance/virtual_ipaddress"],
  examples: {
    bad: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 150
    virtual_ipaddress {
        2001:db8::10/64
    }
}
`,
    good: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 150
    virtual_ipaddress {
        fe80::51/64
        2001:db8::10/64
    }
}
`,
  },

  *check(node) {
    for (const { block, family, isUnicast, addresses, isStrict } of node.instances) {
      const [first] = addresses;
      if (first === undefined || family !== 6 || isUnicast || isLinkLocal(first)) continue;
      // An address in front that is not known may be a link-local one.
      if (block.virtualIpaddress[0]?.address?.state !== "known") continue;
      const message = `first virtual address ${first.address} is not link-local; expected one of fe80::/10`;
      yield isStrict.value === true ? { at: first.word, message, severity: "error" } : { at: first.word, message };
    }
  },
});
