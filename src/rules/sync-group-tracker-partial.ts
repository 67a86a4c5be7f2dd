import { defineNodeRule, type Finding } from "../lint/define-rule.js";
import type { Instance } from "../semantic/instances.js";
import type { Node } from "../semantic/node.js";
import type { SyncGroup } from "../semantic/sync-groups.js";
import type { Tracker } from "../semantic/trackers.js";

export default defineNodeRule({
  name: "sync-group-tracker-partial",
  group: "sync-groups",
  isUnreported: true,
  severity: "error",
  judges: "absence",
  needs: ["vrrp_sync_group"],
  yieldsTo: ["cluster-weight-ineffective"],
  summary: "A weighted tracker is on some members of a sync group only.",
  why: `Another node takes over only when all members of its group want to, each by its own timer. A weight lowers the priority
of the members that track it; the others keep theirs, their adverts go on, and the group stays where the service is dead.`,
  how: "Track it on the group, or on every member; or drop the weight, so that a failure means FAULT for the whole group.",
  ignoreWhen: "The other members track something that fails together with it.",
  keepalived: "Does not detect this.",
  source: "vrrp_sync.c:vrrp_sync_can_goto_master; measured with 2.2.7 and 2.4.3 between two nodes",
  keywords: [
    "vrrp_sync_group/sync_group_tracking_weight",
    "vrrp_instance/track_script",
    "vrrp_instance/track_interface",
    "vrrp_instance/track_process",
  ],
  examples: {
    bad: `global_defs {
    script_user root
    enable_script_security
}
vrrp_script chk_web {
    script "/usr/local/bin/chk-web"
    weight -60
}
vrrp_sync_group G1 {
    group {
        VI_1
        VI_2
    }
    sync_group_tracking_weight
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 150
    track_script {
        chk_web
    }
    virtual_ipaddress {
        192.0.2.51/24
    }
}
vrrp_instance VI_2 {
    interface eth1
    virtual_router_id 52
    priority 150
    virtual_ipaddress {
        198.51.100.10/24
    }
}
`,
    good: `global_defs {
    script_user root
    enable_script_security
}
vrrp_script chk_web {
    script "/usr/local/bin/chk-web"
    weight -60
}
vrrp_sync_group G1 {
    group {
        VI_1
        VI_2
    }
    track_script {
        chk_web
    }
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 150
    virtual_ipaddress {
        192.0.2.51/24
    }
}
vrrp_instance VI_2 {
    interface eth1
    virtual_router_id 52
    priority 150
    virtual_ipaddress {
        198.51.100.10/24
    }
}
`,
  },

  *check(node) {
    for (const group of node.syncGroups) {
      if (group.instances.length < 2 || !haveOnePriority(group)) continue;
      const seen = new Set<string>();
      for (const instance of group.instances) yield* inInstance(instance, group, node, seen);
    }
  },
});

/** Members of different priorities are reported themselves, and who moves then depends on the start. */
function haveOnePriority({ instances }: SyncGroup): boolean {
  const [first, ...others] = instances.map(({ priority }) => priority.value);
  return first !== undefined && others.every((other) => other === first);
}

function* inInstance(instance: Instance, group: SyncGroup, node: Node, seen: Set<string>): Generator<Finding> {
  for (const tracker of node.trackers(instance)) {
    const key = `${tracker.kind} ${tracker.target}`;
    if (!lowers(tracker) || seen.has(key)) continue;
    seen.add(key);
    const idle = group.instances.filter((other) => !node.trackers(other).some((one) => movesWith(one, tracker)));
    const weightedElsewhere = idle.some((other) => node.trackers(other).some(lowers));
    if (idle.length > 0 && !weightedElsewhere) yield report(tracker, instance, idle, group);
  }
}

const lowers = ({ ignored, weight, target }: Tracker): boolean =>
  ignored === undefined && target !== undefined && weight !== undefined && weight !== 0;

/** Anything about the same thing: with a weight the member falls too, without it the whole group goes to FAULT. */
const movesWith = ({ kind, target, ignored, weight }: Tracker, tracker: Tracker): boolean =>
  ignored === undefined && kind === tracker.kind && target === tracker.target && weight !== undefined;

function report(
  { target, word, weight, line }: Tracker,
  instance: Instance,
  idle: readonly Instance[],
  group: SyncGroup,
): Finding {
  const others = idle.map(({ name }) => name ?? "another member").join(" and ");
  return {
    at: line?.weightWord ?? word,
    message: `when ${target} fails, only ${instance.name ?? "one member"} of sync group ${group.name ?? ""} changes its priority, by ${Math.abs(weight ?? 0)}; ${others} ${idle.length > 1 ? "keep theirs" : "keeps its own"}, so the group does not move`,
    help: "Track it on the group instead; kalint simulate shows the outcome.",
    related: idle.map(({ head, name }) => ({ at: head, message: `${name ?? "this member"} does not track it` })),
  };
}
