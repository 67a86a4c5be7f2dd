import { defineFileRule } from "../lint/define-rule.js";
import { misreadIn } from "../semantic/misread-stretches.js";

export default defineFileRule({
  name: "condition-drops-block",
  group: "syntax",
  severity: "error",
  judges: "line",
  summary: "A condition before a block applies to the first line of the block only.",
  why: `On the other nodes the first line is gone but the contents are not: they are read one level up, where the
keywords are unknown or, worse, known, and the closing brace ends the enclosing block.`,
  how: "Put the condition before every line of the block, including the closing brace, or include the block from a file of its own.",
  keepalived:
    "Reports what does not fit on the nodes to which the condition does not apply, and exits with status 5 there.",
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
      yield { at, message: `${written} applies to this line only; the rest of the block applies to every node` };
    }
  },
});
