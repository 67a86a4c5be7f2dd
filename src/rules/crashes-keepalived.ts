import type { Item } from "../../grammar/index.js";
import { defineNodeRule, type Finding } from "../lint/define-rule.js";
import { anchorAt } from "../lint/place-anchor.js";
import { hasLostText } from "../semantic/lost-text.js";
import { problemsFor } from "../semantic/problem-reporters.js";
import { reversedBounds } from "../semantic/random-bounds.js";

export default defineNodeRule({
  name: "crashes-keepalived",
  group: "syntax",
  isUnreported: true,
  severity: "error",
  summary: "keepalived crashes on this line, also in a config test.",
  why: `The process dies with a segmentation fault before it has read the rest. Started by hand or by a reload, the node
loses its addresses; the log does not say which line it was.`,
  how: "Write what is missing.",
  keepalived: "Dies with signal 11 or 8 instead of an exit status.",
  source:
    "check_parser.c:vs_handler, bfd_parser.c:bfd_nbrip_handler, vrrp_parser.c:vrrp_vscript_script_handler; measured with 2.2.7",
  keywords: ["virtual_server", "bfd_instance/neighbor_ip"],
  examples: {
    bad: `bfd_instance link1 {
    neighbor_ip
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    track_bfd {
        link1
    }
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
    good: `bfd_instance link1 {
    neighbor_ip 192.0.2.3
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    track_bfd {
        link1
    }
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
  },

  *check(node) {
    for (const { statement, word, place } of problemsFor(node, "crashes-keepalived")) {
      const line = statement.words.map(({ value }) => value).join(" ");
      const expected = place?.kind === "block" && statement.words.length < 2 ? "a name" : "a value behind it";
      yield { at: word ?? statement.token, message: `${line} alone crashes keepalived; expected ${expected}` };
    }
    if (hasLostText(node.evaluated)) yield* openQuotes(node.evaluated.items);
    for (const problem of node.evaluated.problems) {
      if (problem.kind === "made-condition") {
        const message = `an @ condition from a definition crashes keepalived ${node.target}; write the condition on this line`;
        yield { at: anchorAt(problem.place), message };
      }
      if (problem.kind !== "copy-mark") continue;
      const outcome = problem.mark === "!" ? "crashes keepalived" : "hides the rest of the configuration";
      yield {
        at: anchorAt(problem.place),
        message: `a line that starts with \\${problem.mark} ${outcome}; expected double quotes`,
      };
    }
    for (const { at, text, isDeadly } of reversedBounds(node)) {
      if (isDeadly)
        yield { at, message: `${text} crashes keepalived ${node.target}; expected the smaller number first` };
    }
  },
});

/** A quote that is not closed in the script of a vrrp_script; elsewhere it is only reported. */
function* openQuotes(items: readonly Item[]): Generator<Finding> {
  for (const item of items) {
    if (item.kind !== "statement") continue;
    const { lost } = item.token;
    if (lost !== undefined && item.keyword?.value === "script") {
      yield { at: lost, message: 'script with a quote that is not closed crashes keepalived; expected a second "' };
    }
    if (item.block !== undefined) yield* openQuotes(item.block.items);
  }
}
