import { findOdd, type Odd } from "../cluster/cluster.js";
import { effective, type Weighed, weigh } from "../cluster/election.js";
import type { Member, VirtualRouter } from "../cluster/virtual-routers.js";
import { heaviest, weightWord } from "../cluster/weights.js";
import { defineClusterRule, type Finding } from "../lint/define-rule.js";
import type { Definition } from "../semantic/definitions.js";
import { CLASS_OF } from "../semantic/track-lines.js";

export default defineClusterRule({
  name: "cluster-tracking-asymmetric",
  group: "cluster",
  severity: "warning",
  summary: "One node tracks a service that another does not, so the wrong node is elected.",
  why: `A positive weight on one node raises it above the one that should be master; and a node that tracks nothing
takes the address although its service is down.`,
  how: "Track the same objects with the same weights on all nodes.",
  ignoreWhen: "A node only votes, or does not run the service.",
  keepalived: "Does not detect this: it only sees one node.",
  source: "vrrp_track.c:vrrp_set_effective_priority",
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
    weight 10
}

vrrp_instance VI_1 {
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
      "lb2.conf": `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 105
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
    weight -10
}

vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 105
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
    weight -10
}

vrrp_instance VI_1 {
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
    for (const router of cluster.routers) {
      const lifted = findLifted(router);
      if (lifted !== undefined) yield lifted;
      else yield* unequalChecks(router);
    }
  },
});

/** A node that is below another by its priority, and not below it with all checks passing. */
function findLifted({ members }: VirtualRouter): Finding | undefined {
  const weighed: Weighed[] = [];
  for (const member of members) {
    const weighing = weigh(member);
    if (weighing === undefined) return undefined;
    weighed.push({ member, weighing, healthy: effective(weighing) });
  }
  weighed.sort((a, b) => b.healthy - a.healthy);
  for (const [at, upper] of weighed.entries()) {
    const lower = weighed.slice(at + 1).find(({ weighing }) => weighing.base > upper.weighing.base);
    // A sum above 254 is cut, which effective-priority-clamped reports.
    const sum = upper.weighing.weighted.reduce((total, { up }) => total + up, upper.weighing.base);
    if (lower !== undefined && sum === upper.healthy) return report(upper, lower);
  }
  return undefined;
}

function report(upper: Weighed, lower: Weighed): Finding {
  const lifting = upper.weighing.weighted.filter(({ up }) => up > 0);
  const heavy = heaviest(lifting);
  const sum = lifting.map(({ up }) => ` + ${up}`).join("");
  const names = lifting.map(({ tracker }) => tracker.target).join(" and ");
  const sign = upper.healthy === lower.healthy ? "=" : ">";
  return {
    at: heavy === undefined ? upper.member.instance.priority.at : weightWord(heavy),
    message: `${names} ${lifting.length === 1 ? "raises" : "raise"} ${upper.member.node.name} to ${upper.weighing.base}${sum} = ${upper.healthy} ${sign} ${lower.healthy} of ${lower.member.node.name}, which has the higher priority`,
    related: [{ at: lower.member.instance.priority.at, message: `priority of ${lower.member.node.name}` }],
  };
}

/** Names of what is checked besides interfaces, which differ from machine to machine. */
function checks({ node, instance }: Member): readonly string[] | undefined {
  if (!node.isComplete) return undefined;
  const names: string[] = [];
  for (const { kind, target } of node.trackers(instance)) {
    if (target === undefined) return undefined;
    if (kind !== "interface") names.push(target);
  }
  return [...new Set(names)].sort();
}

function* unequalChecks(router: VirtualRouter): Generator<Finding> {
  for (const odd of findOdd(router, checks, (names) => names.join(" "))) {
    const { member, value, reference, expected } = odd;
    if (expected.length > value.length && value.every((name) => expected.includes(name))) yield lacking(odd);
    else if (expected.every((name) => value.includes(name))) {
      yield lacking({ member: reference, value: expected, reference: member, expected: value }, member);
    }
  }
}

const unusedDefinitions = ({ node }: Member, names: readonly string[]): readonly Definition[] =>
  Object.values(CLASS_OF).flatMap((nameClass) => names.flatMap((name) => node.names.find(nameClass, name) ?? []));

/** Reported where the check is missing, or on the one node that has it. */
function lacking({ member, value, reference, expected }: Odd<readonly string[]>, only?: Member): Finding {
  const missing = expected.filter((name) => !value.includes(name));
  const word =
    reference.node.trackers(reference.instance).find(({ target }) => target === missing[0])?.word ??
    reference.instance.head;
  const message = `${member.instance.name} tracks ${missing.join(", ")} on ${reference.node.name} but not on ${member.node.name}`;
  const related = [
    only === undefined
      ? { at: word, message: "tracked here" }
      : { at: member.instance.head, message: "not tracked here" },
  ];
  // The definition is still there, and unused for this reason.
  for (const { word: unused } of unusedDefinitions(member, missing))
    related.push({ at: unused, message: "defined, but not tracked" });
  return { at: only === undefined ? member.instance.head : word, message, related };
}
