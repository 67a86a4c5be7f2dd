import { defineNodeRule, type Finding } from "../lint/define-rule.js";
import { asHint, suggestName } from "../text/suggest.js";

/** A search for a similar name looks at all groups, so only so many are made. */
const MOST_SEARCHES = 20;

export default defineNodeRule({
  name: "virtual-server-unknown-group",
  group: "lvs",
  isUnreported: true,
  severity: "error",
  judges: "name",
  follows: "name",
  fix: "unsafe",
  yieldsTo: ["trailing-semicolon"],
  summary: "A virtual_server uses a virtual_server_group that is not defined.",
  why: `keepalived drops the virtual server and writes one line to the log when it starts. The addresses of the
service may be up on the node, but nothing answers there.`,
  how: "Define the group, or correct the name.",
  ignoreWhen: "The group is in an include that this run could not read (reported as a warning then).",
  keepalived: "Does not detect this; the running daemon logs it.",
  source: "ipwrapper.c:link_vsg_to_vs",
  keywords: ["virtual_server", "virtual_server_group"],
  examples: {
    bad: `virtual_server_group dns {
    192.0.2.10 53
}
virtual_server group dns {
    delay_loop 5
    lb_algo wrr
    lb_kind NAT
    protocol UDP
    real_server 198.51.100.1 53 {
        DNS_CHECK {
            type A
            name example.com
        }
    }
}
virtual_server group dsn {
    delay_loop 5
    lb_algo wrr
    lb_kind NAT
    protocol TCP
    real_server 198.51.100.1 53 {
        DNS_CHECK {
            type A
            name example.com
        }
    }
}
`,
    good: `virtual_server_group dns {
    192.0.2.10 53
}
virtual_server group dns {
    delay_loop 5
    lb_algo wrr
    lb_kind NAT
    protocol UDP
    real_server 198.51.100.1 53 {
        DNS_CHECK {
            type A
            name example.com
        }
    }
}
virtual_server group dns {
    delay_loop 5
    lb_algo wrr
    lb_kind NAT
    protocol TCP
    real_server 198.51.100.1 53 {
        DNS_CHECK {
            type A
            name example.com
        }
    }
}
`,
  },

  *check(node) {
    const names = node.serverGroups.map(({ name }) => name);
    if (names.includes(undefined)) return;
    const candidates = [...new Set(names.filter((name) => name !== undefined))];
    let searches = 0;
    for (const { target } of node.virtualServers) {
      if (target.kind !== "group" || target.group !== undefined) continue;
      const nearest = searches++ < MOST_SEARCHES ? suggestName(target.name, candidates) : undefined;
      const finding = unknownGroup(target.word, target.name, nearest);
      yield node.isComplete ? finding : { ...finding, severity: "warning" };
    }
  },
});

function unknownGroup(at: Finding["at"], name: string, nearest: string | undefined): Finding {
  const message = `virtual_server group ${name} is not defined; keepalived drops the virtual server`;
  if (nearest === undefined) return { at, message };
  const fix = { title: `Change to "${nearest}"`, safety: "unsafe", edits: [{ at, text: nearest }] } as const;
  return { at, message: message + asHint(nearest), fix };
}
