import { defineNodeRule } from "../lint/define-rule.js";

export default defineNodeRule({
  name: "sync-group-single-member",
  group: "sync-groups",
  severity: "warning",
  judges: "absence",
  summary: "A sync group has only one member.",
  why: `There is nothing to keep together, but the member still loses its weighted trackers. keepalived's
configuration test fails, and some releases removed such a group together with its notify scripts.`,
  how: "List the other members, or remove the group and move its settings to the instance.",
  ignoreWhen: "The group only exists for its notify scripts.",
  keepalived: 'Reports "this probably isn\'t what you want" without a line number and exits with status 5.',
  source: "vrrp_sync.c:vrrp_sync_set_group",
  keywords: ["vrrp_sync_group/group"],
  examples: {
    bad: `vrrp_sync_group G1 {
    group {
        VI_1
    }
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
    good: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
  },

  *check(node) {
    for (const { head, name, members, instances } of node.syncGroups) {
      // A member that is ignored is reported by sync-group-unknown-member or sync-group-member-twice.
      if (instances.length !== 1 || members.length !== 1) continue;
      yield {
        at: head,
        message: `sync group ${name ?? head.value} has ${instances[0]?.name ?? "one instance"} as its only member`,
      };
    }
  },
});
