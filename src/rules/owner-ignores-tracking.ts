import { defineNodeRule } from "../lint/define-rule.js";
import { type Instance, OWNER_PRIORITY } from "../semantic/instances.js";

export default defineNodeRule({
  name: "owner-ignores-tracking",
  group: "vrrp",
  severity: "error",
  judges: "pair",
  summary: "A weighted tracker or nopreempt on an instance with priority 255.",
  why: `An address owner keeps its priority whatever happens, so keepalived drops weighted trackers and nopreempt: the
check runs without effect, or not at all. state MASTER without a priority makes the node an owner too.`,
  how: "Use a priority of at most 254, or trackers without weight, whose failure puts the instance into FAULT.",
  keepalived: "Names the instance and the tracker without a line number and exits with status 5.",
  source: "vrrp.c:vrrp_complete_instance",
  keywords: ["vrrp_instance/priority", "vrrp_instance/nopreempt", "vrrp_instance/track_script"],
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
    interface eth0
    virtual_router_id 51
    priority 255
    mcast_src_ip 192.0.2.10
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
    weight -50
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 150
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
      const { priority, state, nopreemptSetting } = instance;
      if (priority.value !== OWNER_PRIORITY) continue;
      const related = [
        { at: priority.at, message: priority.isDefault ? "no priority here" : `priority ${OWNER_PRIORITY} here` },
      ];
      for (const { lostWeight, kind, target, word, group } of node.trackers(instance)) {
        // A group's list applies to all members; its weight is reported with the first owner among them only.
        if (lostWeight !== "owner" || (group !== undefined && group.instances.find(isOwner) !== instance)) continue;
        yield {
          at: word,
          message: `${kind} ${target ?? word.value} has a weight, which an address owner ignores`,
          related,
        };
      }
      // With an explicit state MASTER it does not work either, and is reported as that.
      if (
        nopreemptSetting !== undefined &&
        state.value !== undefined &&
        (state.isDefault || state.value !== "MASTER")
      ) {
        yield {
          at: nopreemptSetting.word,
          message: `nopreempt has no effect with priority ${OWNER_PRIORITY}`,
          related,
        };
      }
    }
  },
});

const isOwner = ({ priority }: Instance): boolean => priority.value === OWNER_PRIORITY;
