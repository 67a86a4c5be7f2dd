import { compareReleases } from "../evaluate/release.js";
import { defineNodeRule } from "../lint/define-rule.js";
import type { Instance } from "../semantic/instances.js";
import type { Setting } from "../syntax/ast.js";

/** First release in which an instance drops adverts during the delay (commit 845181cb; vrrp_scheduler.c:vrrp_dispatcher_read). */
const FIRST_DEAF = "2.2.8";

export default defineNodeRule({
  name: "startup-delay-adds-up",
  group: "vrrp",
  isUnreported: true,
  severity: "info",
  judges: "absence",
  needs: ["global_defs/vrrp_startup_delay"],
  summary: "A startup delay of a release up to 2.2.7, which delays a takeover by far more.",
  why: `Up to 2.2.7 an instance hears adverts during the delay, and each one of a weaker master pushes its timer out by the rest
of the delay. A delay of D seconds adds about D · D / 2 seconds: 6 s of delay make a takeover of 29.8 s, in later releases 9.4 s.`,
  how: "Use a short delay, or a release from 2.2.8 on.",
  ignoreWhen: "The node is not to take over from a master that lives.",
  keepalived: "Does not detect this.",
  source: "vrrp_scheduler.c:vrrp_init_instance_sands; measured with 2.2.7 and 2.4.3",
  keywords: ["global_defs/vrrp_startup_delay"],
  examples: {
    bad: `global_defs {
    vrrp_startup_delay 6
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 150
    virtual_ipaddress {
        192.0.2.51/24
    }
}
`,
    good: `global_defs {
    vrrp_startup_delay 6
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 150
    state BACKUP
    nopreempt
    virtual_ipaddress {
        192.0.2.51/24
    }
}
`,
  },

  *check(node) {
    const delay = node.ast.globalDefs?.vrrpStartupDelay as Setting<number> | undefined;
    const isNew = node.target !== undefined && compareReleases(node.target, FIRST_DEAF) >= 0;
    const preempting = node.instances.find(mayPreempt);
    if (delay?.value === undefined || delay.value <= 0 || isNew || preempting === undefined) return;
    const added = addedBy(delay.value, preempting);
    if (added < 1) return;
    yield {
      at: delay.word,
      message: `up to 2.2.7, each advert during the delay of ${delay.value} s restarts the timer of ${preempting.name ?? "an instance"}; it takes over about ${Math.round(added)} s later than the delay says`,
      help: "Use a shorter delay, or keepalived 2.2.8 or later.",
    };
  },
});

const mayPreempt = ({ nopreempt, priority }: Instance): boolean => !nopreempt && priority.value !== undefined;

/** One advert an interval, each of which adds what is left of the delay. */
const addedBy = (delay: number, { advertInt }: Instance): number => (delay * delay) / (2 * (advertInt.value ?? 1));
