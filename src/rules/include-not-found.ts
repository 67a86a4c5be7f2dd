import type { EvaluationProblem } from "../evaluate/index.js";
import { defineNodeRule, type Finding } from "../lint/define-rule.js";
import { anchorAt } from "../lint/place-anchor.js";

type Include = Extract<EvaluationProblem, { kind: "include" }>;

const REASONS: Readonly<Record<Exclude<Include["reason"], "unread">, string>> = {
  missing: "does not exist",
  "no-match": "matches no file",
  folder: "is a folder",
  unreadable: "cannot be read",
  "not-regular": "is not a regular file, or is executable",
  cycle: "includes itself",
  template: "is a template; its contents are unknown",
  "too-deep": "is nested too deeply",
  "too-many": "expands to too many names",
  "too-much": "is read too often; the rest was not checked",
  outside: "is outside the include root and is not read",
};

export default defineNodeRule({
  name: "include-not-found",
  group: "syntax",
  severity: "warning",
  judges: "line",
  causes: "name",
  yieldsTo: ["trailing-semicolon", "release-behaviour"],
  summary: "An include matches nothing, cannot be read, or includes itself.",
  why: `keepalived logs it and continues with an incomplete configuration. A file that includes itself is opened until
the process runs out of file descriptors.`,
  how: "Correct the path, which is relative to the folder of the file that contains the line. includer, includem and so on, or include_check, make a missing file an error.",
  ignoreWhen: "The file exists only on the machine that runs keepalived.",
  keepalived: "Logs it and exits with status 0, unless the form of include requires the file.",
  source: "parser.c:check_include, parser.c:open_and_check_glob",
  examples: {
    bad: `include /etc/keepalived/vips/web.conf
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
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
    for (const problem of node.evaluated.problems) {
      if (problem.kind === "include" && problem.reason !== "unread") yield failed(problem, problem.reason);
    }
  },
});

function failed({ pattern, isError, place }: Include, reason: Exclude<Include["reason"], "unread">): Finding {
  const message = `include ${pattern} ${REASONS[reason]}`;
  const isNote = reason === "no-match" || reason === "template" || reason === "outside";
  const usual = isNote ? "info" : reason === "cycle" ? "error" : "warning";
  return { at: anchorAt(place), message, severity: isError ? "error" : usual };
}
