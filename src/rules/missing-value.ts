import { defineNodeRule } from "../lint/define-rule.js";
import { problemsFor } from "../semantic/problem-reporters.js";
import { describeArgument } from "../syntax/describe.js";

export default defineNodeRule({
  name: "missing-value",
  group: "syntax",
  severity: "error",
  judges: "line",
  summary: "A keyword or an option has no value.",
  why: `For most keywords keepalived stops reading at once: the daemon does not start, and later errors are not
reported. Before 2.2, reloading such a file stopped the running daemon.`,
  how: "Add the value, or remove the line.",
  keepalived:
    "Stops at that line and exits with status 2; for some keywords it reports the line and exits with status 5.",
  source: "parser.c:null_strvec",
  examples: {
    bad: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
    good: `vrrp_instance VI_1 {
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
    for (const { keyword, at, isEmpty } of node.scripts) {
      if (isEmpty) yield { at, message: `${keyword} has an empty command`, help: "Name the program to run." };
    }
    for (const { statement, word, place, argument, option, fault } of problemsFor(node, "missing-value")) {
      if (argument === undefined) continue;
      const name = option ?? place?.name ?? "";
      if (fault === "empty" && word !== undefined) {
        yield {
          at: word,
          message: `empty ${argument.name.replaceAll("_", " ")} in ${name}; keepalived ignores the line`,
        };
        continue;
      }
      const isFirst = option !== undefined || statement.words.length < 2;
      const message = isFirst ? `${name} has no value` : `${name} has no ${argument.name.replaceAll("_", " ")}`;
      const finding = { at: word ?? statement.token, message, help: `Add ${describeArgument(argument)}.` };
      yield place?.keyword.entry?.onlyLogs === true ? { ...finding, severity: "info" } : finding;
    }
  },
});
