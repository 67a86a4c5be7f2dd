import type { Block, Statement } from "../../grammar/index.js";
import { defineNodeRule, type FindingFix } from "../lint/define-rule.js";
import { indentOf, isAloneOnLine, removeStatement } from "../lint/edits.js";
import type { Misfit } from "../semantic/instances.js";
import type { VrrpInstance } from "../syntax/ast.js";

export default defineNodeRule({
  name: "mixed-address-families",
  group: "addressing",
  severity: "error",
  judges: "pair",
  fix: "unsafe",
  summary: "virtual_ipaddress lists both IPv4 and IPv6 addresses.",
  why: `An advert carries addresses of one family. The first address decides, and keepalived drops those of the other
family: they are never set, on any node.`,
  how: "Move the addresses of the other family to virtual_ipaddress_excluded, or to an instance of their own.",
  keepalived: "Reports each dropped address with a line number and exits with status 5.",
  source: "vrrp_data.c:alloc_vrrp_vip",
  keywords: ["vrrp_instance/virtual_ipaddress", "vrrp_instance/virtual_ipaddress_excluded"],
  examples: {
    bad: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 150
    virtual_ipaddress {
        192.0.2.10/24
        2001:db8::10/64
    }
}
`,
    good: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 150
    virtual_ipaddress {
        192.0.2.10/24
    }
    virtual_ipaddress_excluded {
        2001:db8::10/64
    }
}
`,
  },

  *check(node) {
    for (const { block, misfits, addresses, family, familyBy } of node.instances) {
      if (misfits.length === 0) continue;
      const dropped = misfits.filter(({ kind }) => kind === "virtual");
      const [first, ...others] = dropped;
      // Without an address that fits, something else decided about the family: see unicast-family-mismatch.
      if (first === undefined || addresses.length === 0 || familyBy === undefined) continue;
      const fix = moveToExcluded(block, dropped);
      yield {
        at: first.word,
        message: `virtual address ${first.word.value} is not valid in an IPv${family} instance; keepalived drops it`,
        related: [
          { at: familyBy, message: `makes the instance IPv${family}` },
          ...others.map(({ word }) => ({ at: word, message: "dropped as well" })),
        ],
        ...(fix === undefined ? {} : { fix }),
      };
    }
  },
});

/** Undefined where an entry shares its line with others, or the list is not closed. */
function moveToExcluded(block: VrrpInstance, dropped: readonly Misfit[]): FindingFix | undefined {
  const statements = dropped.flatMap(({ entry }) => entry?.statement ?? []);
  const list = listOf(block, "virtual_ipaddress", statements[0]);
  const close = list?.block?.close;
  // A missing brace has no place of its own.
  if (list === undefined || close === undefined || close.end === close.start) return undefined;
  if (!statements.every(({ token }) => isAloneOnLine(token))) return undefined;
  const indent = indentOf(list.token);
  const lines = statements.map(({ token }) => `${indentOf(token)}${token.image}`);
  const text = `\n${indent}virtual_ipaddress_excluded {\n${lines.join("\n")}\n${indent}}`;
  const after = { source: close.source, start: close.end, end: close.end };
  return {
    title: "Move to virtual_ipaddress_excluded",
    safety: "unsafe",
    edits: [...statements.map(removeStatement), { at: after, text }],
  };
}

function listOf({ bodies }: VrrpInstance, name: string, holds: Statement | undefined): Statement | undefined {
  const isHolder = (block: Block | undefined) => holds !== undefined && block?.items.includes(holds) === true;
  const items = bodies.flatMap((body) => body.items);
  return items
    .flatMap((item) => (item.kind === "statement" ? item : []))
    .find(({ keyword, block }) => keyword?.value === name && isHolder(block));
}
