import { defineNodeRule } from "../lint/define-rule.js";
import { dropWeights } from "../lint/drop-weights.js";
import { weightedOnly } from "../semantic/trackers.js";

export default defineNodeRule({
  name: "nopreempt-with-weight",
  group: "vrrp",
  isUnreported: true,
  severity: "warning",
  judges: "absence",
  fix: "unsafe",
  needs: ["vrrp_instance/nopreempt"],
  yieldsTo: ["cluster-nopreempt-with-weight"],
  summary: "nopreempt on an instance that only tracks with weights.",
  why: `A weight only lowers the priority, and a node with nopreempt does not take over from a running master, however
low its priority. If all nodes have nopreempt, a failed service never moves the addresses. That depends on the peers,
whose files are not part of this run; with them, cluster-nopreempt-with-weight decides.`,
  how: "Remove the weight, so that a failure puts the node into FAULT; or remove nopreempt on all nodes.",
  ignoreWhen:
    "A peer has no nopreempt: its own setting decides whether it takes over. Check the files of all nodes together to find out.",
  keepalived: "Does not detect this.",
  source: "vrrp_scheduler.c:vrrp_backup, measured with 2.2.7 and 2.4.3 between two nodes",
  keywords: ["vrrp_instance/nopreempt", "vrrp_script/weight", "vrrp_instance/track_script"],
  examples: {
    bad: `global_defs {
    script_user root
    enable_script_security
}
vrrp_script chk_web {
    script "/usr/local/bin/chk-web"
    weight -50
}
vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 150
    nopreempt
    track_script {
        chk_web
    }
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
    good: `global_defs {
    script_user root
    enable_script_security
}
vrrp_script chk_web {
    script "/usr/local/bin/chk-web"
}
vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 150
    nopreempt
    track_script {
        chk_web
    }
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
  },

  *check(node) {
    for (const instance of node.instances) {
      const { nopreempt, nopreemptSetting } = instance;
      if (!nopreempt || nopreemptSetting === undefined) continue;
      const trackers = weightedOnly(node.trackers(instance));
      if (trackers === undefined) continue;
      const names = trackers.map(({ target }) => target ?? "?").join(", ");
      yield {
        at: nopreemptSetting.word,
        message: `nopreempt together with a weight on ${names}; a peer that also has nopreempt does not take over on failure`,
        related: trackers.map(({ word }) => ({ at: word, message: "tracked with a weight" })),
        ...dropWeights(trackers),
      };
    }
  },
});
