import { defineNodeRule } from "../lint/define-rule.js";
import { OWNER_PRIORITY } from "../semantic/instances.js";
import { isWhole } from "../semantic/whole.js";

export default defineNodeRule({
  name: "priority-missing",
  group: "vrrp",
  isUnreported: true,
  severity: "warning",
  judges: "absence",
  yieldsTo: ["cluster-equal-priority"],
  summary: "An instance has no priority.",
  why: `With state MASTER the priority becomes 255: the node is treated as the owner of the addresses, takes them at
once, and no tracker can lower its priority. Otherwise it becomes 100, as on every other node without a priority, and
chance decides which one is master.`,
  how: "Set a priority that differs on each node of the virtual router.",
  keepalived: "Does not detect this.",
  source: "vrrp.c:vrrp_complete_instance",
  keywords: ["vrrp_instance/priority", "vrrp_instance/state"],
  examples: {
    bad: `vrrp_instance VI_1 {
    state MASTER
    interface eth0
    virtual_router_id 51
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
    good: `vrrp_instance VI_1 {
    state MASTER
    interface eth0
    virtual_router_id 51
    priority 150
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
  },

  *check(node) {
    for (const instance of node.instances) {
      const { head, name, priority, state } = instance;
      if (!priority.isDefault || !isWhole(instance.block, node)) continue;
      const what = `vrrp_instance${name === undefined ? "" : ` ${name}`} has no priority`;
      const isOwner = priority.value === OWNER_PRIORITY;
      const related = isOwner ? [{ at: state.at, message: "state MASTER here" }] : [];
      yield { at: head, message: `${what}; ${consequence(priority.value)}`, related };
    }
  },
});

function consequence(priority: number | undefined): string {
  if (priority === OWNER_PRIORITY) return `state MASTER makes it ${OWNER_PRIORITY}, the priority of an address owner`;
  return priority === undefined ? "the default applies" : `the default ${priority} applies`;
}
