import { defineNodeRule } from "../lint/define-rule.js";
import { behaviourUses, effectOf, isActive } from "../semantic/behaviours.js";

export default defineNodeRule({
  name: "release-behaviour",
  group: "schema",
  isUnreported: true,
  severity: "error",
  summary: "The release that the file is for reads a line differently from the newest one, or rejects it.",
  why: `A file that works on one machine fails on another with an older keepalived: an include inside a list ends the
list, weight 0 becomes 1, an instance without interface stops the daemon. Hardly any of these is reported there.`,
  how: "Follow the help line of the finding, or raise the target when all nodes have the newer release.",
  ignoreWhen: "The distribution has added the change to its older release.",
  keepalived: "Depends on the release; most differences are silent.",
  source: "grammar/schema/behaviours.ts, which names a commit for each row",
  exampleTarget: "2.2.7",
  examples: {
    bad: `vrrp_instance VI_1 {
    virtual_router_id 51
    priority 100
    unicast_src_ip 192.0.2.2
    unicast_peer {
        192.0.2.3
    }
    virtual_ipaddress {
        192.0.2.10/24 dev eth0
    }
}
`,
    good: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    unicast_src_ip 192.0.2.2
    unicast_peer {
        192.0.2.3
    }
    virtual_ipaddress {
        192.0.2.10/24 dev eth0
    }
}
`,
  },

  *check(node) {
    const { target } = node;
    if (target === undefined) return;
    // What only newer releases do is a matter of `kalint upgrade`.
    const isOld = (behaviour: Parameters<typeof isActive>[0]) =>
      behaviour.until !== undefined && isActive(behaviour, target) && behaviour.does.harm !== "works";
    for (const { behaviour, uses } of behaviourUses(node, isOld)) {
      const { harm, text } = effectOf(behaviour, target);
      const severity = harm === "changed" || harm === "reported" ? "warning" : "error";
      const message = `keepalived ${target} ${text} (changed in ${behaviour.until})`;
      for (const at of uses) yield { at, message, help: behaviour.remedy, severity };
    }
  },
});
