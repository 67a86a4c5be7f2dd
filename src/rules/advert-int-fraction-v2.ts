import { defineNodeRule } from "../lint/define-rule.js";

export default defineNodeRule({
  name: "advert-int-fraction-v2",
  group: "schema",
  severity: "error",
  judges: "pair",
  fix: "unsafe",
  needs: ["vrrp_instance/advert_int"],
  summary: "advert_int is a fraction of a second, but VRRP version 2 supports whole seconds only.",
  why: `keepalived rounds it: 0.3 becomes 1 second, so a failover takes three times as long as planned or more. A peer
that uses version 3 does not round, and the two reject each other's adverts.`,
  how: "Use whole seconds, or set version 3 on all nodes.",
  keepalived: "Reports the rounding without a line number and exits with status 5.",
  source: "vrrp.c:vrrp_complete_instance",
  keywords: ["vrrp_instance/advert_int", "vrrp_instance/version", "global_defs/vrrp_version"],
  examples: {
    bad: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    advert_int 0.3
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
    advert_int 0.3
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
  },

  *check(node) {
    for (const { block, version, advertInt } of node.instances) {
      const written = block.advertInt;
      const seconds = written?.value;
      if (written === undefined || seconds === undefined || version.value !== 2 || Number.isInteger(seconds)) continue;
      const rounded = advertInt.value;
      const message = `advert_int ${written.word.value} is rounded to ${rounded}; VRRP version 2 supports whole seconds only`;
      const edits = [{ at: written.word, text: String(rounded) }];
      yield {
        at: written.word,
        message,
        fix: { title: `Change to ${rounded} (the effective value)`, safety: "unsafe", edits },
      };
    }
  },
});
