import type { Word } from "../../grammar/index.js";
import { defineNodeRule, type Finding } from "../lint/define-rule.js";
import { type Instance, OWNER_PRIORITY } from "../semantic/instances.js";
import type { SyncGroup } from "../semantic/sync-groups.js";

/** A setting that members of a group ought to share; undefined: not known. */
interface Shared {
  readonly keyword: string;
  readonly read: (instance: Instance) => { readonly value: number | undefined; readonly at: Word };
}

const SHARED: readonly Shared[] = [
  { keyword: "priority", read: ({ priority }) => priority },
  { keyword: "advert_int", read: ({ advertInt }) => advertInt },
  {
    keyword: "preempt_delay",
    read: ({ block, head }) => ({
      value: block.preemptDelay === undefined ? 0 : block.preemptDelay.value,
      at: block.preemptDelay?.word ?? head,
    }),
  },
];

export default defineNodeRule({
  name: "sync-group-members-differ",
  group: "sync-groups",
  isUnreported: true,
  severity: "warning",
  judges: "pair",
  yieldsTo: [
    "cluster-sync-crossed",
    "cluster-advert-int-mismatch",
    "cluster-equal-priority",
    "cluster-state-contradicts-priority",
    "cluster-preempt-mismatch",
  ],
  summary: "Members of a sync group differ in priority, advert_int, nopreempt or preempt_delay.",
  why: `A group becomes MASTER only when every member may, so the member with the worst chances decides: with 150 and
90 against 100 and 100 the node that looks stronger never takes over. keepalived compares none of these.`,
  how: "Give all members of a group the same values.",
  ignoreWhen: "Three routers share the groups on purpose, and no node should be preferred.",
  keepalived: "Does not detect this, except for members of which some are address owners.",
  source: "vrrp_sync.c:vrrp_sync_can_goto_master, acassen/keepalived#624; measured with 2.2.7 and 2.4.3",
  keywords: [
    "vrrp_sync_group/group",
    "vrrp_instance/priority",
    "vrrp_instance/advert_int",
    "vrrp_instance/nopreempt",
    "vrrp_instance/preempt_delay",
  ],
  examples: {
    bad: `vrrp_sync_group G1 {
    group {
        VI_1
        VI_2
    }
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 150
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
    good: `vrrp_sync_group G1 {
    group {
        VI_1
        VI_2
    }
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 150
    virtual_ipaddress {
        192.0.2.10/24
    }
}
vrrp_instance VI_2 {
    interface eth1
    virtual_router_id 52
    priority 150
    virtual_ipaddress {
        198.51.100.10/24
    }
}
`,
  },

  *check(node) {
    for (const group of node.syncGroups) {
      const [first, ...others] = group.instances;
      if (first === undefined) continue;
      for (const other of others) {
        for (const shared of SHARED) yield* compare(group, shared, first, other);
        yield* compareNopreempt(group, first, other);
      }
    }
  },
});

function* compare(group: SyncGroup, { keyword, read }: Shared, first: Instance, other: Instance): Generator<Finding> {
  const [expected, found] = [read(first), read(other)];
  if (expected.value === undefined || found.value === undefined || expected.value === found.value) return;
  const isOwner = keyword === "priority" && (expected.value === OWNER_PRIORITY || found.value === OWNER_PRIORITY);
  yield {
    at: found.at,
    message: `${keyword} is ${found.value} here but ${expected.value} on ${first.name ?? "another member"} of sync group ${group.name ?? ""}`,
    related: [{ at: expected.at, message: `${keyword} ${expected.value} here` }],
    // Owners and others in one group never become MASTER together.
    ...(isOwner ? { severity: "error" } : {}),
  };
}

function* compareNopreempt(group: SyncGroup, first: Instance, other: Instance): Generator<Finding> {
  if (first.nopreempt === other.nopreempt) return;
  const [has, lacks] = first.nopreempt ? [first, other] : [other, first];
  yield {
    at: has.block.nopreempt?.word ?? has.head,
    message: `nopreempt is set on ${has.name ?? "one member"} of sync group ${group.name ?? ""} but not on ${lacks.name ?? "another"}`,
    related: [{ at: lacks.head, message: "no nopreempt here" }],
  };
}
