import { defineNodeRule } from "../lint/define-rule.js";
import { umaskFault } from "../semantic/umask.js";

export default defineNodeRule({
  name: "umask-invalid",
  group: "schema",
  severity: "error",
  needs: ["global_defs/umask"],
  summary: "umask is neither one number up to 0777 nor permissions joined by |.",
  why: `keepalived ignores the whole line, and files that it creates, such as dumps of its state, keep the permissions
of the default umask.`,
  how: "Use one octal number such as `0022`, or permissions such as `IWGRP|IWOTH`.",
  keepalived: "Reports it with a line number and exits with status 5.",
  source: "global_parser.c:umask_handler",
  keywords: ["global_defs/umask"],
  examples: {
    bad: `global_defs {
    umask 022 077
}
`,
    good: `global_defs {
    umask 022
}
`,
  },

  *check(node) {
    for (const { statement } of node.all("global_defs/umask")) {
      const fault = umaskFault(statement, node.target);
      if (fault === undefined) continue;
      const line = statement.words.map(({ value }) => value).join(" ");
      yield { at: fault.at, message: `${line} is ignored: ${fault.why}` };
    }
  },
});
