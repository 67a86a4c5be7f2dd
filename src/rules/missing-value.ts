import { defineNodeRule } from "../lint/define-rule.js";
import { problemsFor } from "../semantic/problem-reporters.js";
import { describeArgument } from "../syntax/describe.js";

export default defineNodeRule({
  name: "missing-value",
  group: "syntax",
  severity: "error",
  summary: "A keyword or an option has no value behind it.",
  why: `With most keywords keepalived stops reading at once: the daemon does not start, and all later mistakes stay unseen.
Before 2.2 a reload of such a file ended the running daemon.`,
  how: "Write the value, or take the line away.",
  keepalived: "Stops at that line and exits 2; with some keywords it reports the line and exits 5.",
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
      if (isEmpty) yield { at, message: `${keyword} has an empty command; expected a program` };
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
      const finding = { at: word ?? statement.token, message: `${message}; expected ${describeArgument(argument)}` };
      yield place?.keyword.entry?.onlyLogs === true ? { ...finding, severity: "info" } : finding;
    }
  },
});
