import type { Word } from "../../grammar/index.js";
import { defineNodeRule, type Finding } from "../lint/define-rule.js";
import { isWhole } from "../semantic/whole.js";
import type { BlockNode } from "../syntax/ast.js";
import { isUnknown } from "../syntax/values.js";

export default defineNodeRule({
  name: "garp-group-unusable",
  group: "vrrp",
  severity: "error",
  judges: "absence",
  summary: "A garp_group has no interval, or an interface is in two of them.",
  why: `keepalived ignores the group, or the interface in the second group: gratuitous ARP is sent without delay
there, and a slow switch loses some of it, so that hosts keep sending to the old node.`,
  how: "Give the group garp_interval or gna_interval, and list each interface once.",
  keepalived: "Reports it with a line number and exits with status 5.",
  source: "vrrp_parser.c:garp_group_end_handler, vrrp_parser.c:garp_group_interface_handler",
  keywords: ["garp_group"],
  examples: {
    bad: `garp_group {
    interface eth0
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
    good: `garp_group {
    garp_interval 0.1
    interface eth0
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
    const seen = new Map<string, Word>();
    for (const group of node.ast.garpGroup) {
      const isPaced = group.garpInterval !== undefined || group.gnaInterval !== undefined;
      if (!isPaced && isWhole(group, node)) {
        yield {
          at: group.statement.keyword ?? group.statement.token,
          message: "garp_group has neither garp_interval nor gna_interval; keepalived ignores it",
        };
        continue;
      }
      for (const word of members(group)) {
        const before = seen.get(word.value);
        if (before === undefined) seen.set(word.value, word);
        else if (!isUnknown(word)) yield repeat(word, before);
      }
    }
  },
});

/** Names after `interface` and in `interfaces`, where each word of a line is an entry with that line as its statement. */
function members({ contents }: BlockNode): readonly Word[] {
  const statements = new Map(contents.map(({ place, statement }) => [statement, place.name] as const));
  return [...statements].flatMap(([{ words, args }, name]) => {
    if (name === "interface") return args.slice(0, 1);
    return name === "interfaces" ? words : [];
  });
}

const repeat = (at: Word, before: Word): Finding => ({
  at,
  message: `${at.value} is already in a garp_group; keepalived ignores it here`,
  related: [{ at: before, message: "first listed here" }],
});
