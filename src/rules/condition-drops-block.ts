import { defineFileRule } from "../lint/define-rule.js";
import { misreadIn } from "../semantic/misread-stretches.js";

export default defineFileRule({
  name: "condition-drops-block",
  group: "syntax",
  severity: "error",
  summary: "A condition stands in front of a block, but holds for its first line only.",
  why: `On the other nodes the first line is gone and the contents are not: they are read at the level around, where the
keywords are unknown or, worse, known, and the closing brace ends the block around.`,
  how: "Put the condition in front of every line of the block, the closing brace too, or include the block from a file of its own.",
  keepalived: "Reports what does not fit, on the nodes where the condition does not hold, and exits 5 there.",
  source: "parser.c:read_line",
  examples: {
    bad: `@lb1 vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 150
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
    good: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    @lb1 priority 150
    @lb2 priority 100
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
  },

  *check({ tree, source }) {
    for (const { kind, prefix, start } of misreadIn(tree)) {
      if (kind !== "condition" || prefix === undefined) continue;
      const written = source.text.slice(prefix.start, prefix.end).trimEnd();
      const at = { source, start, end: start + written.length };
      yield { at, message: `${written} holds for this line alone; the rest of the block counts on all nodes` };
    }
  },
});
