import type { Weighted } from "../cluster/election.js";
import type { VirtualRouter } from "../cluster/virtual-routers.js";
import {
  describeFailure,
  failing,
  type Handover,
  handovers,
  heaviest,
  sharedWeightWords,
  type TrackerFailure,
  weightTitle,
  weightWord,
  worstFailure,
} from "../cluster/weights.js";
import { defineClusterRule, type Finding, type FindingFix } from "../lint/define-rule.js";
import { keepsRouter } from "../simulate/handover.js";

export default defineClusterRule({
  name: "cluster-weight-tie",
  group: "cluster",
  severity: "warning",
  fix: "unsafe",
  summary: "A failing check lowers a node exactly to the priority of the one that should take over.",
  why: `A node does not take over from an equal one: the check fails, and the address stays on the node whose service
is down.`,
  how: "Increase the weight by one.",
  keepalived: "Does not detect this: it only sees one node.",
  source: "vrrp.c:vrrp_state_backup; measured with 2.2.7 and 2.4.3",
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
    weight -50
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
    weight -50
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
    for (const handover of handovers(cluster)) {
      if (handover.between.length > 0) continue;
      const tie = findTie(handover);
      if (tie !== undefined && keepsRouter(cluster, handover, tie) !== false) yield report(handover, tie);
    }
  },
});

/** One tracker alone, or all that can fail; other sums may be level by chance. */
function findTie({ top, rival }: Handover): TrackerFailure | undefined {
  const single = top.weighing.weighted
    .map((one) => failing(top, [one]))
    .find(({ priority }) => priority === rival.healthy);
  const worst = worstFailure(top);
  return single ?? (worst.priority === rival.healthy ? worst : undefined);
}

function report({ router, top, rival }: Handover, tie: TrackerFailure): Finding {
  const heavy = heaviest(tie.down);
  const fix = heavy === undefined || tie.down.length > 1 ? undefined : oneMore(router, heavy);
  return {
    at: heavy === undefined ? top.member.instance.priority.at : weightWord(heavy),
    message: `${describeFailure(top, tie)} is equal to the ${rival.healthy} of ${rival.member.node.name}; ${rival.member.node.name} does not take over`,
    help: "Make the weight one larger; kalint simulate shows the outcome.",
    related: [
      { at: top.member.instance.priority.at, message: `priority of ${top.member.node.name}` },
      { at: rival.member.instance.priority.at, message: `priority of ${rival.member.node.name}` },
    ],
    ...(fix === undefined ? {} : { fix }),
  };
}

/** A positive weight applies to the other node too, so one more changes nothing there. */
function oneMore(router: VirtualRouter, heavy: Weighted): FindingFix | undefined {
  const { weight, reverse } = heavy.tracker;
  const at = weightWord(heavy);
  if (weight === undefined || weight >= 0 || weight <= -253 || reverse || String(weight) !== at.value) return undefined;
  const edits = sharedWeightWords(router, heavy).map((word) => ({ at: word, text: String(weight - 1) }));
  return { title: weightTitle(weight - 1, edits.length), safety: "unsafe", edits };
}
