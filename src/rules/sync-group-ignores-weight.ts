import { defineNodeRule, type Finding, type FindingFix } from "../lint/define-rule.js";
import type { Instance } from "../semantic/instances.js";
import type { SyncGroup } from "../semantic/sync-groups.js";
import type { Tracker } from "../semantic/trackers.js";

export default defineNodeRule({
  name: "sync-group-ignores-weight",
  group: "sync-groups",
  severity: "error",
  judges: "pair",
  fix: "unsafe",
  summary: "A member of a sync group tracks with a weight, which the group does not allow.",
  why: `Members have to keep one priority, so keepalived removes their weights. A script, a BFD session or a file with
a weight is dropped entirely, and no health check is left. keepalived reports the same for an interface, but its weight
takes effect nevertheless.`,
  how: "Track it without weight, track it on the group, or add sync_group_tracking_weight to the group.",
  keepalived:
    'Reports "ignoring tracked script … with weights due to SYNC group" without a line number and exits with status 5.',
  source: "vrrp.c:vrrp_complete_instance, acassen/keepalived#2105; measured with 2.2.7 and 2.4.3",
  keywords: [
    "vrrp_sync_group",
    "vrrp_sync_group/sync_group_tracking_weight",
    "vrrp_script/weight",
    "vrrp_instance/track_script",
    "vrrp_instance/track_interface",
  ],
  examples: {
    bad: `global_defs {
    script_user root
    enable_script_security
}
vrrp_script chk_web {
    script "/usr/local/bin/chk-web"
    weight -50
}
vrrp_sync_group G1 {
    group {
        VI_1
        VI_2
    }
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 150
    virtual_ipaddress {
        192.0.2.10/24
    }
    track_script {
        chk_web
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
        192.0.2.10/24
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
    for (const instance of node.instances) {
      const group = node.groupOf(instance);
      if (group === undefined) continue;
      for (const tracker of node.trackers(instance)) {
        if (tracker.lostWeight === "sync-group") yield weightLost(tracker, instance, group);
        else if (isSaidToBeLost(tracker, group)) yield weightKept(tracker, instance, group);
      }
    }
  },
});

/** What adds up the weights of interfaces is made before keepalived takes the weights away. */
const isSaidToBeLost = ({ kind, weight, line, ignored, group }: Tracker, { allowsWeights }: SyncGroup): boolean =>
  kind === "interface" &&
  !allowsWeights &&
  ignored === undefined &&
  group === undefined &&
  line !== undefined &&
  weight !== 0;

function weightKept({ line, word, target }: Tracker, instance: Instance, group: SyncGroup): Finding {
  return {
    at: line?.weightWord ?? word,
    message: `track_interface ${target ?? word.value} has a weight, but ${instance.name ?? "its instance"} is in sync group ${group.name ?? ""}; keepalived reports that it ignores the weight, and uses it all the same`,
    severity: "warning",
    help: "Add sync_group_tracking_weight to the group, or remove the weight.",
    related: [{ at: group.head, message: "the group does not set sync_group_tracking_weight" }],
  };
}

function weightLost(tracker: Tracker, instance: Instance, group: SyncGroup): Finding {
  const { line, word, target, ignored } = tracker;
  const what = `${line?.keyword ?? "tracker"} ${target ?? word.value}`;
  const result =
    ignored === undefined ? "keepalived ignores the weight: its failure means FAULT" : "keepalived drops the check";
  const fix = withoutWeight(tracker);
  return {
    at: line?.weightWord ?? word,
    message: `${what} has a weight, but ${instance.name ?? "its instance"} is in sync group ${group.name ?? ""}; ${result}`,
    related: [{ at: group.head, message: "the group does not set sync_group_tracking_weight" }],
    ...(fix === undefined ? {} : { fix }),
  };
}

/** With reverse a weight of 0 would turn the check around. */
function withoutWeight({ line, word, reverse }: Tracker): FindingFix | undefined {
  if (line === undefined || reverse) return undefined;
  const { source, end } = word;
  const edit =
    line.weightWord === undefined
      ? { at: { source, start: end, end }, text: " weight 0" }
      : { at: line.weightWord, text: "0" };
  return { title: "Track it without weight, so that a failure means FAULT", safety: "unsafe", edits: [edit] };
}
