import { defineNodeRule } from "../lint/define-rule.js";
import { asHint, suggestName } from "../text/suggest.js";

export default defineNodeRule({
  name: "undefined-instance",
  group: "vrrp",
  isUnreported: true,
  severity: "error",
  judges: "name",
  follows: "name",
  fix: "unsafe",
  yieldsTo: ["trailing-semicolon"],
  summary: "A setting outside sync groups refers to an instance that does not exist.",
  why: `The LVS sync daemon is not started, or a deleted static route does not bring the instance down: safety nets
that are missed only when they are needed.`,
  how: "Use the name of a vrrp_instance.",
  keepalived: "Does not report it in a configuration test; the running daemon logs it.",
  source: "vrrp.c:vrrp_complete_init, vrrp_static_track.c:static_track_group_set",
  keywords: ["track_group/group", "global_defs/lvs_sync_daemon"],
  examples: {
    bad: `track_group EDGE {
    group {
        VI_2
    }
}
static_routes {
    198.51.100.0/24 dev eth0 track_group EDGE
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
    good: `track_group EDGE {
    group {
        VI_1
    }
}
static_routes {
    198.51.100.0/24 dev eth0 track_group EDGE
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
  },

  *check(node) {
    if (node.names.hasUnknown("vrrp_instance")) return;
    const { names } = node.unread();
    for (const { name, word, element } of node.names.references("vrrp_instance")) {
      // Members of sync groups have a rule of their own.
      if (name === undefined || names.has(name) || element.place.path.startsWith("vrrp_sync_group")) continue;
      if (node.names.find("vrrp_instance", name) !== undefined) continue;
      const near = suggestName(name, node.names.known("vrrp_instance"));
      yield {
        at: word,
        message: `${element.place.name} ${name}: no vrrp_instance of that name is defined${asHint(near)}`,
        ...(node.isComplete ? {} : { severity: "warning" }),
        ...(near !== undefined && {
          fix: { title: `Rename to "${near}"`, safety: "unsafe", edits: [{ at: word, text: near }] },
        }),
      };
    }
  },
});
