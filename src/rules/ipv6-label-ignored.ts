import type { Statement, Word } from "../../grammar/index.js";
import { type Anchor, defineNodeRule } from "../lint/define-rule.js";
import { withBlanksBefore } from "../lint/edits.js";
import type { Node } from "../semantic/node.js";
import type { Value } from "../syntax/arguments.js";

export default defineNodeRule({
  name: "ipv6-label-ignored",
  group: "addressing",
  severity: "warning",
  judges: "pair",
  tag: "unnecessary",
  fix: "mixed",
  summary: "label, scope or broadcast is set on an IPv6 address.",
  why: `IPv6 addresses have none of them. keepalived ignores label and scope, and drops the whole address if it has
broadcast.`,
  how: "Remove the option.",
  keepalived: "Reports it with a line number and exits with status 5.",
  source: "vrrp_ipaddress.c:alloc_ipaddress",
  keywords: ["vrrp_instance/virtual_ipaddress", "vrrp_instance/virtual_ipaddress_excluded", "static_ipaddress"],
  examples: {
    bad: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 150
    virtual_ipaddress {
        fe80::51/64
        2001:db8::10/64 label eth0:1
    }
}
`,
    good: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 150
    virtual_ipaddress {
        fe80::51/64
        2001:db8::10/64
    }
}
`,
  },

  *check(node) {
    for (const entry of entriesOf(node)) {
      if (entry.address?.value?.family !== 6) continue;
      for (const [option, value] of [
        ["label", entry.label],
        ["scope", scopeOf(entry)],
        ["broadcast", entry.broadcast],
      ] as const) {
        if (value === undefined) continue;
        const isDropped = option === "broadcast";
        const keyword = wordBefore(entry.statement, value.word);
        if (keyword === undefined) continue;
        yield {
          at: keyword,
          message: `${keyword.value} is not valid on an IPv6 address; keepalived ${isDropped ? "drops the address" : "ignores it"}`,
          ...(isDropped ? { severity: "error" } : {}),
          fix: {
            title: `Remove ${keyword.value}`,
            safety: isDropped ? "unsafe" : "safe",
            edits: [{ at: withBlanksBefore({ ...anchor(keyword), end: value.word.end }), text: "" }],
          },
        };
      }
    }
  },
});

/** Label, scope and broadcast are options: without any, no entry has one. */
function entriesOf({ ast, instances, options }: Node): Node["ast"]["staticIpaddress"] {
  if (options.length === 0) return [];
  const lists = instances.flatMap(({ block }) => [...block.virtualIpaddress, ...block.virtualIpaddressExcluded]);
  return [...lists, ...ast.staticIpaddress];
}

/** Global is the scope of every IPv6 address. */
const scopeOf = ({ scope }: Node["ast"]["staticIpaddress"][number]): Value | undefined =>
  scope === undefined || isGlobal(scope.word) ? undefined : scope;

const isGlobal = ({ value }: Word): boolean => value === "global" || /^(?:0x)?0+$/.test(value);

const wordBefore = ({ words }: Statement, word: Word): Word | undefined => words[words.indexOf(word) - 1];

const anchor = ({ source, start, end }: Word): Anchor => ({ source, start, end });
