import { defineNodeRule, type Finding } from "../lint/define-rule.js";
import { isJudgedElsewhere } from "../semantic/judged-elsewhere.js";
import { misreadIn } from "../semantic/misread-stretches.js";
import type { Node } from "../semantic/node.js";
import { problemsFor } from "../semantic/problem-reporters.js";
import { isWhole } from "../semantic/whole.js";
import type { BlockNode } from "../syntax/ast.js";
import type { Problem } from "../syntax/problems.js";

export default defineNodeRule({
  name: "missing-required",
  group: "schema",
  severity: "error",
  judges: "absence",
  summary: "A block has no name, or is missing a required setting.",
  why: `A vrrp_instance without virtual_router_id or interface stops VRRP entirely, including all other instances.
Other blocks are dropped: a vrrp_script without script never runs, and a block without a name is skipped.`,
  how: "Add what the message names.",
  ignoreWhen: "The missing part is in a file that kalint cannot read.",
  keepalived: "Reports it, usually without a line number, and exits with status 5.",
  source: "vrrp.c:chk_min_cfg and the end handlers of the blocks",
  keywords: [
    "vrrp_instance/virtual_router_id",
    "vrrp_instance/interface",
    "vrrp_script/script",
    "vrrp_sync_group/group",
  ],
  examples: {
    bad: `vrrp_instance VI_1 {
    interface eth0
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
    // What is missing may be in a definition that was cut short, which has a report of its own.
    if (node.evaluated.files.some((file) => misreadIn(file).some(({ kind }) => kind === "comment"))) return;
    for (const problem of problemsFor(node, "missing-required")) {
      if (problem.kind === "missing-required") yield* missingSettings(problem, node);
      else yield missingName(problem);
    }
  },
});

function missingName({ kind, statement, place, word }: Problem): Finding {
  const at = statement.keyword ?? word ?? statement.token;
  if (kind === "empty-list") {
    const finding = { at, message: `${place?.name} is empty`, help: "Add at least one entry." };
    // keepalived says "Warning - empty notification_email block" and goes on (global_parser.c:email_handler).
    return place?.name === "notification_email" ? { ...finding, severity: "warning" } : finding;
  }
  return { at, message: `${place?.name} has no name` };
}

function* missingSettings(problem: Problem, node: Node): Generator<Finding> {
  const { statement, place, block, missing = [] } = problem;
  if (block === undefined || !isWhole(block, node)) return;
  const isUnicast = place?.path === "vrrp_instance" && isUnicastWithSource(block);
  const names = missing.filter(
    (name) => !(isUnicast && name === "interface") && !isJudgedElsewhere(problem, name) && !isWritten(block, name),
  );
  if (names.length === 0) return;
  const [keyword, name] = statement.words;
  const head = [place?.name, place?.keyword.args === undefined ? undefined : name?.value]
    .filter((part) => part !== undefined)
    .join(" ");
  yield { at: keyword ?? statement.token, message: `${head} has no ${names.join(" and no ")}` };
}

/** It is there in a form that another rule reports, such as `virtual_router_id = 51`. */
const isWritten = ({ bodies }: BlockNode, name: string): boolean =>
  bodies.some(({ items }) => items.some((item) => item.kind === "statement" && item.keyword?.value === name));

const isUnicastWithSource = ({ contents }: BlockNode): boolean =>
  ["unicast_src_ip", "unicast_peer"].every((name) => contents.some(({ place }) => place.name === name));
