import { defineNodeRule, type Finding, type FindingFix } from "../lint/define-rule.js";
import type { Node } from "../semantic/node.js";
import type { SyncGroup, SyncGroupMember } from "../semantic/sync-groups.js";
import { asHint, suggestName } from "../text/suggest.js";

/** Findings with a hint at a similar name; comparing all names with all would take its time in a generated file. */
const MAX_HINTS = 100;

export default defineNodeRule({
  name: "sync-group-unknown-member",
  group: "sync-groups",
  severity: "error",
  judges: "name",
  follows: "name",
  fix: "unsafe",
  needs: ["vrrp_sync_group"],
  yieldsTo: ["trailing-semicolon"],
  summary: "A sync group names an instance that does not exist.",
  why: `The name is ignored, so the group no longer keeps together what it should: the inside of a firewall moves to
the other node and the outside stays.`,
  how: "Correct the name, or define the instance.",
  ignoreWhen: "The instance is in a file that kalint cannot read (reported as a warning then).",
  keepalived: 'Reports "doesn\'t exist - ignoring" without a line number and exits with status 5.',
  source: "vrrp_sync.c:vrrp_sync_set_group",
  keywords: ["vrrp_sync_group/group"],
  examples: {
    bad: `vrrp_sync_group G1 {
    group {
        VI_1
        VI_3
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
    const { names } = node.unread();
    // An instance that is in a group already cannot be meant.
    const free = node.instances.filter((one) => node.groupOf(one) === undefined).flatMap(({ name }) => name ?? []);
    let count = 0;
    for (const group of node.syncGroups) {
      for (const member of group.members) {
        if (member.ignored !== "undefined" || names.has(member.word.value)) continue;
        count++;
        const near = count > MAX_HINTS ? undefined : suggestName(member.word.value, free);
        yield unknownMember(node, group, member, near);
      }
    }
  },
});

function unknownMember(node: Node, group: SyncGroup, { word }: SyncGroupMember, near: string | undefined): Finding {
  const fix = near === undefined ? undefined : rename(word, near);
  return {
    at: word,
    message: `"${word.value}" in sync group ${group.name ?? ""} is not a vrrp_instance${asHint(near)}`,
    ...(node.isComplete ? {} : { severity: "warning" }),
    ...(fix === undefined ? {} : { fix }),
  };
}

const rename = (at: Finding["at"], name: string): FindingFix => ({
  title: `Rename to "${name}"`,
  safety: "unsafe",
  edits: [{ at, text: name }],
});
