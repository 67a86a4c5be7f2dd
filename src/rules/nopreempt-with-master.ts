import { defineNodeRule } from "../lint/define-rule.js";

export default defineNodeRule({
  name: "nopreempt-with-master",
  group: "vrrp",
  severity: "error",
  judges: "pair",
  fix: "unsafe",
  needs: ["vrrp_instance/nopreempt"],
  summary: "nopreempt is set together with state MASTER, and keepalived drops it.",
  why: `A router that starts as MASTER cannot leave a running master alone, so keepalived clears nopreempt: after a
repair the node takes the addresses back, which is the second interruption that nopreempt was meant to avoid.`,
  how: "Set state BACKUP on every node of the virtual router; the priorities decide which node starts as master.",
  keepalived: "Names the instance without a line number and exits with status 5.",
  source: "vrrp.c:vrrp_complete_instance",
  keywords: ["vrrp_instance/nopreempt", "vrrp_instance/state"],
  examples: {
    bad: `vrrp_instance VI_1 {
    state MASTER
    interface eth0
    virtual_router_id 51
    priority 150
    nopreempt
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
    good: `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 150
    nopreempt
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
  },

  *check(node) {
    for (const { state, nopreemptSetting } of node.instances) {
      // Without a state the priority is 255, which another rule looks at.
      if (nopreemptSetting === undefined || state.isDefault || state.value !== "MASTER") continue;
      yield {
        at: nopreemptSetting.word,
        message: "nopreempt has no effect with state MASTER",
        help: "Use state BACKUP.",
        related: [{ at: state.at, message: "state MASTER here" }],
        fix: { title: 'Change to "BACKUP"', safety: "unsafe", edits: [{ at: state.at, text: "BACKUP" }] },
      };
    }
  },
});
