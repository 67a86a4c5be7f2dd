import { defineNodeRule, type Finding } from "../lint/define-rule.js";
import { removeStatement } from "../lint/edits.js";
import { problemsFor } from "../semantic/problem-reporters.js";
import type { Setting } from "../syntax/ast.js";
import type { Problem } from "../syntax/problems.js";
import { compareReleases } from "../text/release.js";

/** First release that rejects 0. */
const REFUSES_SINCE = "2.0.0";

export default defineNodeRule({
  name: "zero-means-invalid",
  group: "schema",
  severity: "warning",
  fix: "safe",
  summary: "A setting is 0, which keepalived rejects.",
  why: `The lines come from an old sample file of keepalived itself. Since 2.0 each causes two warnings at every
start, and the configuration test fails because of them.`,
  how: "Remove the line where 0 is the default; otherwise set the value that is used.",
  keepalived: "Reports it with a line number and exits with status 5.",
  source:
    "global_parser.c:vrrp_garp_interval_handler, global_parser.c:vrrp_gna_interval_handler, check_parser.c:pto_handler",
  keywords: ["global_defs/vrrp_garp_interval", "global_defs/vrrp_gna_interval"],
  examples: {
    bad: `global_defs {
    vrrp_garp_interval 0
}
`,
    good: `global_defs {
    router_id lb1
}
`,
  },

  *check(node) {
    if (node.target !== undefined && compareReleases(node.target, REFUSES_SINCE) < 0) return;
    for (const problem of problemsFor(node, "zero-means-invalid")) yield zero(problem);
    for (const path of node.paths()) {
      const elements = node.all(path);
      const zeroMeans = elements[0]?.place.keyword.zeroMeans;
      if (zeroMeans === undefined) continue;
      for (const element of elements) {
        if ((element as Setting).value === 0) yield replaced(element as Setting, zeroMeans);
      }
    }
  },
});

function replaced({ word, place }: Setting, used: number): Finding {
  const fix = {
    title: `Change to ${used} (the effective value)`,
    safety: "safe",
    edits: [{ at: word, text: String(used) }],
  } as const;
  return { at: word, message: `${place.name} 0 is rejected; keepalived uses ${used}`, fix };
}

function zero({ word, statement, place }: Problem): Finding {
  const message = `${place?.name} 0 is rejected; 0 is the default`;
  const fix = { title: "Remove the line", safety: "safe", edits: [removeStatement(statement)] } as const;
  return { at: word ?? statement.token, message, help: "Remove the line.", fix };
}
