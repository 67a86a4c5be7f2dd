import { defineNodeRule } from "../lint/define-rule.js";
import { anchorAt } from "../lint/place-anchor.js";

export default defineNodeRule({
  name: "configuration-too-large",
  group: "syntax",
  isUnreported: true,
  severity: "warning",
  summary: "Definitions and sequences expand to more lines than kalint processes.",
  why: `What comes after the limit was not checked. keepalived itself has no limit: it expands everything, which can
take seconds or minutes of processor time in each of its processes, at every start and reload.`,
  how: "Look for a sequence whose bound is far too high, or for definitions that multiply each other.",
  keepalived: "Does not detect this.",
  source: "parser.c:add_seq",
  examples: {
    bad: `$L0=
$L1=\${L0}\${L0}
$L2=\${L1}\${L1}
$L3=\${L2}\${L2}
$L4=\${L3}\${L3}
$L5=\${L4}\${L4}
$L6=\${L5}\${L5}
$L7=\${L6}\${L6}
$L8=\${L7}\${L7}
$L9=\${L8}\${L8}
$L10=\${L9}\${L9}
$L11=\${L10}\${L10}
net_namespace edge\${L11}
`,
    good: `$L0=
$L1=\${L0}\${L0}
$L2=\${L1}\${L1}
net_namespace edge\${L2}
`,
  },

  *check(node) {
    const limit = node.evaluated.problems.find(({ kind }) => kind === "limit");
    if (limit?.kind !== "limit") return;
    const what = limit.name === undefined ? "the configuration" : `$${limit.name}`;
    yield { at: anchorAt(limit.place), message: `${what} expands to too many lines here; the rest was not checked` };
  },
});
