import type { Cluster } from "../cluster/cluster.js";
import type { Weighed, Weighted } from "../cluster/election.js";
import {
  describeFailure,
  failing,
  type Handover,
  handovers,
  heaviest,
  idleTracker,
  sharedWeightWords,
  type TrackerFailure,
  weightTitle,
  weightWord,
  worstFailure,
} from "../cluster/weights.js";
import { type Anchor, defineClusterRule, type Finding, type FindingFix } from "../lint/define-rule.js";
import { keepsRouter } from "../simulate/handover.js";

export default defineClusterRule({
  name: "cluster-weight-ineffective",
  group: "cluster",
  severity: "error",
  fix: "unsafe",
  summary: "No failing check lowers a node below the one that should take over.",
  why: `The check fails, the log says so, and nothing happens: the address stays on the node whose service is down.`,
  how: "Use a weight larger than the difference between the priorities, or no weight: then a failing check puts the node into FAULT.",
  ignoreWhen: "The weight only matters together with others on a node that is not part of this run.",
  keepalived: "Does not detect this: it only sees one node.",
  source: "vrrp_track.c:vrrp_set_effective_priority, vrrp.c:vrrp_state_backup; measured with 2.2.7 and 2.4.3",
  keywords: [
    "vrrp_instance/track_script",
    "vrrp_instance/track_process",
    "vrrp_instance/track_file",
    "vrrp_instance/track_interface",
    "vrrp_instance/track_bfd",
    "vrrp_script/weight",
    "vrrp_track_process/weight",
  ],
  examples: {
    bad: {
      "lb1.conf": `global_defs {
    script_user root
    enable_script_security
}

vrrp_script chk_web {
    script "/usr/local/bin/chk-web"
    weight -20
}

vrrp_instance VI_1 {
    state MASTER
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
      "lb2.conf": `global_defs {
    script_user root
    enable_script_security
}

vrrp_script chk_web {
    script "/usr/local/bin/chk-web"
    weight -20
}

vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    track_script {
        chk_web
    }
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
    },
    good: {
      "lb1.conf": `global_defs {
    script_user root
    enable_script_security
}

vrrp_script chk_web {
    script "/usr/local/bin/chk-web"
    weight -60
}

vrrp_instance VI_1 {
    state MASTER
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
      "lb2.conf": `global_defs {
    script_user root
    enable_script_security
}

vrrp_script chk_web {
    script "/usr/local/bin/chk-web"
    weight -60
}

vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    track_script {
        chk_web
    }
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
    },
  },

  *check(cluster) {
    const stuck = new Set<Weighed>();
    for (const handover of handovers(cluster)) {
      if (stuck.has(handover.top)) continue;
      const finding = findingOf(cluster, handover);
      if (finding === undefined) continue;
      stuck.add(handover.top);
      yield finding;
    }
  },
});

/** What the sums say, unless the model knows better. */
function findingOf(cluster: Cluster, handover: Handover): Finding | undefined {
  const candidate = handover.between.length === 0 ? nextNode(handover) : laterNode(handover);
  if (candidate === undefined) return heldByGroup(cluster, handover);
  return keepsRouter(cluster, handover, candidate.failure) === false ? undefined : report(handover, candidate);
}

/** A failure after which the sums say that the node stays above the rival. */
interface Candidate {
  readonly failure: TrackerFailure;
  readonly severity?: "warning";
}

/** A node that can only tie is reported by cluster-weight-tie. */
function nextNode(handover: Handover): Candidate | undefined {
  const { top, rival } = handover;
  const worst = worstFailure(top);
  if (worst.priority === rival.healthy) return undefined;
  if (worst.priority > rival.healthy) return { failure: worst };
  const idle = idleTracker(handover);
  const alone = idle === undefined ? undefined : failing(top, [idle]);
  if (alone === undefined || alone.priority <= rival.healthy) return undefined;
  return { failure: alone, severity: "warning" };
}

/** After all nodes between have failed too, the failing top node is still above the healthy rival. */
function laterNode({ top, rival, between }: Handover): Candidate | undefined {
  const worst = worstFailure(top);
  if (worst.priority < rival.healthy || between.some((other) => worstFailure(other).priority >= rival.healthy))
    return undefined;
  return { failure: worst, severity: "warning" };
}

/** The sums say that the rival takes over, but its sync group waits for a member that does not (G3). */
function heldByGroup(cluster: Cluster, handover: Handover): Finding | undefined {
  const { top, rival, between } = handover;
  const { node, instance } = rival.member;
  const group = node.groupOf(instance);
  const worst = worstFailure(top);
  if (group === undefined || group.instances.length < 2 || between.length > 0) return undefined;
  if (worst.priority >= rival.healthy || keepsRouter(cluster, handover, worst) !== true) return undefined;
  const fact = `${describeFailure(top, worst)} is below the ${rival.healthy} of ${node.name}`;
  return {
    at: placeOf(handover, worst),
    message: `${fact}, but the sync group ${group.name ?? ""} there waits for all members; ${node.name} does not take over`,
    help: "Track it on the group; kalint simulate shows the outcome.",
    related: relatedTo(handover),
  };
}

function report(handover: Handover, { failure, ...rest }: Candidate): Finding {
  const { top, rival } = handover;
  const heavy = heaviest(failure.down);
  const fix = heavy === undefined ? undefined : largerWeight(handover, heavy);
  const relation = failure.priority === rival.healthy ? "equal to" : "above";
  const peer = rival.member.node.name;
  return {
    at: placeOf(handover, failure),
    message: `${describeFailure(top, failure)} is ${relation} the ${rival.healthy} of ${peer}; ${peer} does not take over`,
    help: "Use a larger weight, or none, so that a failure means FAULT; kalint simulate shows the outcome.",
    related: relatedTo(handover),
    ...rest,
    ...(fix === undefined ? {} : { fix }),
  };
}

function placeOf({ top }: Handover, { down }: TrackerFailure): Anchor {
  const heavy = heaviest(down);
  return heavy === undefined ? top.member.instance.priority.at : weightWord(heavy);
}

const relatedTo = ({ top, rival }: Handover): NonNullable<Finding["related"]> => [
  { at: top.member.instance.priority.at, message: `priority of ${top.member.node.name}` },
  { at: rival.member.instance.priority.at, message: `priority of ${rival.member.node.name}` },
];

/** One more than the gap, where one negative weight can bridge it. */
function largerWeight({ router, top, rival }: Handover, heavy: Weighted): FindingFix | undefined {
  const { tracker } = heavy;
  const weight = -(top.healthy - rival.healthy + 1);
  const isSimple =
    top.weighing.weighted.length === 1 && !tracker.reverse && String(tracker.weight) === weightWord(heavy).value;
  if (!isSimple || tracker.weight === undefined || tracker.weight >= 0 || weight < -253) return undefined;
  const edits = sharedWeightWords(router, heavy).map((at) => ({ at, text: String(weight) }));
  return { title: weightTitle(weight, edits.length), safety: "unsafe", edits };
}
