import { defineNodeRule } from "../lint/define-rule.js";

/** The order of blocks, from what others need to what needs them. */
const ORDER: readonly (readonly string[])[] = [
  ["net_namespace", "net_namespace_ipvs", "namespace_with_ipsets", "use_pid_dir", "instance", "child_wait_time"],
  ["global_defs", "linkbeat_use_polling"],
  ["linkbeat_interfaces", "interface_up_down_delays", "garp_group"],
  ["track_group", "static_ipaddress", "static_routes", "static_rules"],
  ["vrrp_script", "vrrp_track_process", "track_file", "vrrp_track_file"],
  ["bfd_instance"],
  ["vrrp_sync_group"],
  ["vrrp_instance"],
  ["SSL", "virtual_server_group", "virtual_server"],
];

const RANK = new Map(ORDER.flatMap((names, rank) => names.map((name) => [name, rank] as const)));

export default defineNodeRule({
  name: "block-order",
  group: "style",
  isUnreported: true,
  severity: "info",
  judges: "pair",
  isOptIn: true,
  summary:
    "Blocks are not in the order global_defs, static entries, scripts and trackers, BFD, sync groups, instances, LVS.",
  why: `keepalived resolves many names while it reads, so definitions have to come before their use; and files with a
familiar order are easier to read.`,
  how: "Move the block up.",
  keepalived: "Does not report this, unless a name is used before it is defined.",
  source: "vrrp_track.c:alloc_track_script",
  examples: {
    bad: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        192.0.2.10/24
    }
}
global_defs {
    router_id lb1
}
`,
    good: `global_defs {
    router_id lb1
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
    let highest = 0;
    let last = "";
    for (const { place, statement } of node.ast.contents) {
      const rank = RANK.get(statement.keyword?.value ?? "");
      if (rank === undefined || statement.keyword === undefined) continue;
      if (rank < highest)
        yield { at: statement.keyword, message: `${place.name} comes after ${last}`, help: `Move it before ${last}.` };
      else {
        highest = rank;
        last = place.name;
      }
    }
  },
});
