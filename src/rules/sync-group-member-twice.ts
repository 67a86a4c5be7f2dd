import { defineNodeRule } from "../lint/define-rule.js";
import { removeLine } from "../lint/edits.js";
import type { SyncGroup, SyncGroupMember } from "../semantic/sync-groups.js";

export default defineNodeRule({
  name: "sync-group-member-twice",
  group: "sync-groups",
  severity: "error",
  judges: "pair",
  fix: "safe",
  summary: "An instance is a member of two sync groups, or listed twice in one.",
  why: `An instance belongs to one group. keepalived ignores the second entry, so the second group is smaller than
written and does not keep its members together.`,
  how: "Put all instances that have to move together into one group.",
  keepalived: 'Reports "cannot exist in more than one sync group" without a line number and exits with status 5.',
  source: "vrrp_sync.c:vrrp_sync_set_group",
  keywords: ["vrrp_sync_group/group"],
  examples: {
    bad: `vrrp_sync_group G1 {
    group {
        VI_1
        VI_2
    }
}
vrrp_sync_group G2 {
    group {
        VI_2
        VI_3
        VI_4
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
vrrp_instance VI_2 {
    interface eth1
    virtual_router_id 52
    priority 100
    virtual_ipaddress {
        198.51.100.10/24
    }
}
vrrp_instance VI_3 {
    interface eth2
    virtual_router_id 53
    priority 100
    virtual_ipaddress {
        203.0.113.10/24
    }
}
vrrp_instance VI_4 {
    interface eth3
    virtual_router_id 54
    priority 100
    virtual_ipaddress {
        203.0.113.138/25
    }
}
`,
    good: `vrrp_sync_group G1 {
    group {
        VI_1
        VI_2
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
vrrp_instance VI_2 {
    interface eth1
    virtual_router_id 52
    priority 100
    virtual_ipaddress {
        198.51.100.10/24
    }
}
`,
  },

  *check(node) {
    const first = new Map<string, { readonly group: SyncGroup; readonly member: SyncGroupMember }>();
    for (const group of node.syncGroups) {
      for (const member of group.members) {
        const { name, word, ignored } = member;
        if (name === undefined) continue;
        const before = first.get(name);
        if (before === undefined || (ignored !== "repeated" && ignored !== "in-other-group")) {
          first.set(name, { group, member });
          continue;
        }
        const related = [{ at: before.member.word, message: "already listed here" }];
        if (ignored === "in-other-group") {
          yield {
            at: word,
            message: `${name} is already in sync group ${before.group.name ?? ""}; keepalived ignores it here`,
            related,
          };
          continue;
        }
        const fix = { title: "Remove the repeated entry", safety: "safe", edits: [removeLine(word)] } as const;
        yield {
          at: word,
          message: `${name} is listed twice in sync group ${group.name ?? ""}`,
          related,
          severity: "warning",
          fix,
        };
      }
    }
  },
});
