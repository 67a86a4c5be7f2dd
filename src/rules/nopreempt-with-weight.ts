import { defineNodeRule, type Finding } from "../lint/define-rule.js";
import { removeStatement } from "../lint/edits.js";
import type { Tracker } from "../semantic/trackers.js";
import { isBlock } from "../semantic/walk.js";

export default defineNodeRule({
  name: "nopreempt-with-weight",
  group: "vrrp",
  isUnreported: true,
  severity: "error",
  fix: "unsafe",
  needs: ["vrrp_instance/nopreempt"],
  summary: "nopreempt on an instance whose trackers all have a weight.",
  why: `A weight only lowers the priority, and with nopreempt nobody takes over from a living master, however low its
priority: a dead service never moves the addresses.`,
  how: "Drop the weight, so that a failure puts the node into FAULT; or drop nopreempt on all nodes.",
  ignoreWhen:
    "The peers have no nopreempt: theirs decides whether they take over. Give the files of all nodes together to see.",
  keepalived: "Says nothing.",
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
      const trackers = node
        .trackers(instance)
        .filter(({ ignored, line }) => ignored === undefined && line !== undefined);
      // Weight 0 means FAULT, which works; what is not known is not judged.
      if (trackers.length === 0 || trackers.some(({ weight }) => weight === undefined || weight === 0)) continue;
      const names = trackers.map(({ target }) => target ?? "?").join(", ");
      yield {
        at: nopreemptSetting.word,
        message: `nopreempt with a weight on ${names}: no peer takes over when it fails; expected trackers without weight`,
        related: trackers.map(({ word }) => ({ at: word, message: "tracked with a weight" })),
        ...dropWeights(trackers),
      };
    }
  },
});

/** Offered where every weight is a setting of a definition that nothing else may need. */
function dropWeights(trackers: readonly Tracker[]): Pick<Finding, "fix"> {
  const settings = trackers.map(({ definition, line }) =>
    line?.weight === "none" && definition !== undefined && isBlock(definition.block)
      ? definition.block.contents.find(({ place }) => place.name === "weight")
      : undefined,
  );
  const statements = settings.flatMap((setting) => setting?.statement ?? []);
  if (statements.length < trackers.length || trackers.some(({ kind }) => kind !== "script")) return {};
  const edits = [...new Set(statements)].map(removeStatement);
  return { fix: { title: "Drop the weight, so that a failure means FAULT", safety: "unsafe", edits } };
}
