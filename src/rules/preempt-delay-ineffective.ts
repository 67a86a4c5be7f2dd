import type { Word } from "../../grammar/index.js";
import { defineNodeRule } from "../lint/define-rule.js";
import { removeStatement } from "../lint/edits.js";
import { type Instance, OWNER_PRIORITY } from "../semantic/instances.js";

export default defineNodeRule({
  name: "preempt-delay-ineffective",
  group: "vrrp",
  severity: "warning",
  judges: "pair",
  tag: "unnecessary",
  fix: "unsafe",
  needs: ["vrrp_instance/preempt_delay"],
  summary: "preempt_delay is set together with state MASTER, nopreempt or strict mode, and keepalived drops it.",
  why: `The delay is set to 0, which is easily missed in the log of a running daemon: after a repair the node takes
the addresses the moment it is up, before its services are ready.`,
  how: "Use state BACKUP, without nopreempt and without strict mode; or remove preempt_delay.",
  keepalived: "Names the instance without a line number and exits with status 5.",
  source: "vrrp.c:vrrp_complete_instance",
  keywords: ["vrrp_instance/preempt_delay", "vrrp_instance/state", "vrrp_instance/nopreempt"],
  examples: {
    bad: `vrrp_instance VI_1 {
    state MASTER
    interface eth0
    virtual_router_id 51
    priority 150
    preempt_delay 300
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
    good: `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 150
    preempt_delay 300
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
  },

  *check(node) {
    for (const instance of node.instances) {
      const delay = instance.block.preemptDelay;
      if (delay?.value === undefined || delay.value === 0) continue;
      const reason = obstacle(instance);
      if (reason === undefined) continue;
      yield {
        at: delay.word,
        message: `preempt_delay ${delay.word.value} has no effect ${reason.message}; keepalived uses 0`,
        related: [{ at: reason.at, message: "because of this" }],
        fix: { title: "Remove preempt_delay", safety: "unsafe", edits: [removeStatement(delay.statement)] },
      };
    }
  },
});

function obstacle(instance: Instance): { readonly message: string; readonly at: Word } | undefined {
  const { state, priority, nopreempt, nopreemptSetting, isStrict } = instance;
  if (state.value === "MASTER") {
    if (!state.isDefault) return { message: "with state MASTER", at: state.at };
    return { message: `with priority ${OWNER_PRIORITY}`, at: priority.at };
  }
  if (nopreempt && nopreemptSetting !== undefined) return { message: "with nopreempt", at: nopreemptSetting.word };
  return isStrict.value === true ? { message: "in strict mode", at: isStrict.at } : undefined;
}
