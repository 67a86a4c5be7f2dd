import { defineNodeRule, type Finding } from "../lint/define-rule.js";
import { groupFamilies, lineFault, type ServerGroup } from "../semantic/server-groups.js";

export default defineNodeRule({
  name: "server-group-unusable",
  group: "lvs",
  severity: "error",
  judges: "line",
  summary:
    "A virtual_server_group mixes IPv4 and IPv6 with a firewall mark of no family, or has a line that keepalived cannot use.",
  why: `keepalived drops such a line. It removes a mixed group entirely, and then every virtual server that uses it,
the latter silently in a configuration test.`,
  how: "Give each `fwmark` in a mixed group `inet` or `inet6`, or split the group by family.",
  keepalived: "Reports it with a line number and exits with status 5.",
  source: "check_parser.c:vsg_handler, check_data.c:alloc_vsg_entry",
  keywords: ["virtual_server_group"],
  examples: {
    bad: `virtual_server_group web {
    192.0.2.10 80
    2001:db8::10 80
    fwmark 3
}
virtual_server group web {
    delay_loop 5
    lb_algo wrr
    lb_kind TUN
    protocol TCP
    real_server 198.51.100.1 {
        TCP_CHECK {
            connect_port 80
        }
    }
}
`,
    good: `virtual_server_group web {
    192.0.2.10 80
    2001:db8::10 80
    fwmark 3 inet
}
virtual_server group web {
    delay_loop 5
    lb_algo wrr
    lb_kind TUN
    protocol TCP
    real_server 198.51.100.1 {
        TCP_CHECK {
            connect_port 80
        }
    }
}
`,
  },

  *check(node) {
    for (const group of node.serverGroups) {
      yield* lines(group);
      const bare = group.entries.find((entry) => entry.kind === "fwmark" && entry.family === undefined);
      if (bare === undefined || groupFamilies(group).size < 2) continue;
      const message = `fwmark without inet or inet6 in virtual_server_group ${group.name ?? ""} of IPv4 and IPv6; keepalived removes the group`;
      yield { at: bare.word, message };
    }
  },
});

function* lines({ statement }: ServerGroup): Generator<Finding> {
  for (const item of statement.block?.items ?? []) {
    if (item.kind !== "statement") continue;
    const fault = lineFault(item.words);
    const line = item.words.map(({ value }) => value).join(" ");
    if (fault !== undefined) yield { at: fault.at, message: `${line} is ignored: ${fault.why}` };
  }
}
