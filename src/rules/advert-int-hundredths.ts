import { defineNodeRule } from "../lint/define-rule.js";

export default defineNodeRule({
  name: "advert-int-hundredths",
  group: "vrrp",
  severity: "warning",
  judges: "pair",
  summary: "advert_int of a VRRP version 3 instance is not a multiple of 0.01 seconds.",
  why: `VRRP version 3 transmits the interval in hundredths of a second. keepalived rounds it, so the effective
interval differs from the configured one.`,
  how: "Use at most two decimals.",
  keepalived: "Names the instance without a line number and exits with status 5.",
  source: "vrrp.c:vrrp_complete_instance, RFC 9568 §5.2.7",
  keywords: ["vrrp_instance/advert_int"],
  examples: {
    bad: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    version 3
    advert_int 1.005
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
    good: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    version 3
    advert_int 1.01
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
  },

  *check(node) {
    for (const { block, version } of node.instances) {
      const written = block.advertInt;
      if (written?.value === undefined || version.value !== 3) continue;
      const hundredths = Math.round(written.value * 1e6) / 1e4;
      if (Number.isInteger(hundredths)) continue;
      yield {
        at: written.word,
        message: `advert_int ${written.word.value} is rounded; VRRP version 3 has a resolution of 0.01 seconds`,
      };
    }
  },
});
