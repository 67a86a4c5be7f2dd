import { defineNodeRule } from "../lint/define-rule.js";
import { isLinkLocal } from "../syntax/addresses.js";

export default defineNodeRule({
  name: "ipv6-first-vip-link-local",
  group: "addressing",
  isUnreported: true,
  severity: "warning",
  judges: "pair",
  summary: "The first virtual address of a multicast IPv6 instance is not link-local.",
  why: `The RFC requires the link-local address of the virtual router to be first, because hosts use it as their
gateway. Routers of other vendors reject an advert without it; keepalived accepts it from other keepalived nodes.`,
  how: "List an fe80:: address first, such as fe80::51/64.",
  ignoreWhen: "All routers are keepalived, and no host uses the router as its gateway.",
  keepalived: "Does not detect this; in strict mode, reports it without a line number.",
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
      // An unknown first address may be a link-local one.
      if (block.virtualIpaddress[0]?.address?.state !== "known") continue;
      const message = `first virtual address ${first.address} is not link-local (fe80::/10)`;
      const finding = { at: first.word, message, help: "List a link-local address first." };
      yield isStrict.value === true ? { ...finding, severity: "error" } : finding;
    }
  },
});
