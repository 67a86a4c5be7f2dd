import { compareReleases } from "../evaluate/release.js";
import { defineNodeRule, type Finding } from "../lint/define-rule.js";
import type { Instance } from "../semantic/instances.js";
import type { Tracker } from "../semantic/trackers.js";

/** First release that keeps one flag for all interfaces of an instance (commit a0e88035). */
const FIRST_WITH_FLAG = "2.3.3";

export default defineNodeRule({
  name: "interfaces-share-fault",
  group: "tracking",
  isUnreported: true,
  severity: "warning",
  judges: "pair",
  needs: ["vrrp_instance/track_interface", "vrrp_sync_group/track_interface"],
  summary: "An instance depends on two interfaces without weight, which keepalived since 2.3.3 does not tell apart.",
  why: `All interfaces of an instance share one mark. When two are down and one returns, the instance leaves FAULT although the
other is still down, and may become MASTER. When the second returns, a MASTER is thrown into BACKUP with its addresses left
in place, and two nodes have them until the first takes over again.`,
  how: "Give the tracked interface a weight larger than the gap between the priorities, or watch it with a script.",
  ignoreWhen: "The interfaces cannot fail together: then one flag is enough. Or the nodes run a release before 2.3.3.",
  keepalived: "Does not detect this.",
  source: "keepalived_netlink.c:process_if_status_change; measured with 2.4.3 (and 2.2.7, which counts them)",
  keywords: ["vrrp_instance/track_interface", "vrrp_sync_group/track_interface"],
  examples: {
    bad: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 150
    track_interface {
        eth1
    }
    virtual_ipaddress {
        192.0.2.51/24
    }
}
`,
    good: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 150
    track_interface {
        eth1 weight -60
    }
    virtual_ipaddress {
        192.0.2.51/24
    }
}
`,
  },

  *check(node) {
    const { target } = node;
    if (target !== undefined && compareReleases(target, FIRST_WITH_FLAG) < 0) return;
    for (const instance of node.instances) {
      const [first, second] = node.trackers(instance).filter((one) => shares(one, instance));
      // Where no release is asked for, most nodes run one that counts.
      if (first !== undefined && second !== undefined) yield report(first, second, instance, target === undefined);
    }
  },
});

/** The interface below a VMAC has a mark of its own. */
const shares = ({ kind, target, ignored, weight, line }: Tracker, { block }: Instance): boolean =>
  kind === "interface" &&
  target !== undefined &&
  ignored === undefined &&
  weight === 0 &&
  (line !== undefined || block.useVmac.length === 0);

function report(first: Tracker, second: Tracker, { name }: Instance, isAssumed: boolean): Finding {
  return {
    at: second.word,
    message: `${name ?? "the instance"} depends on ${first.target} and ${second.target}; since 2.3.3, when both are down and one returns, it leaves FAULT`,
    help: `Give ${second.target} a weight that is larger than the gap between the priorities.`,
    related: [{ at: first.word, message: `${first.target} without a weight` }],
    ...(isAssumed ? { severity: "info" } : {}),
  };
}
