import { byteLength, type Item } from "../../grammar/index.js";
import { defineNodeRule, type Finding } from "../lint/define-rule.js";
import { anchorAt } from "../lint/place-anchor.js";
import { hasLostText } from "../semantic/lost-text.js";
import type { Node } from "../semantic/node.js";
import { problemsFor } from "../semantic/problem-reporters.js";
import { reversedBounds } from "../semantic/random-bounds.js";

export default defineNodeRule({
  name: "crashes-keepalived",
  group: "syntax",
  isUnreported: true,
  severity: "error",
  summary: "keepalived crashes on this line, even in a configuration test.",
  why: `The process dies with a signal before it has read the rest. When it is started by hand or
reloaded, the node loses its addresses, and the log does not say which line caused it.`,
  how: "Add what is missing.",
  keepalived: "Dies with signal 11, 8 or 6.",
  source:
    "check_parser.c:vs_handler, bfd_parser.c:bfd_nbrip_handler, vrrp_parser.c:vrrp_vscript_script_handler, parser.c:init_data; measured with 2.2.7",
  keywords: ["virtual_server", "bfd_instance/neighbor_ip", "global_defs/config_save_dir"],
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
      const missing = place?.kind === "block" && statement.words.length < 2 ? "a name" : "a value";
      const message = `"${line}" without ${missing} crashes keepalived`;
      yield { at: word ?? statement.token, message, help: `Add ${missing}.` };
    }
    yield* longFolder(node);
    if (hasLostText(node.evaluated)) yield* openQuotes(node.evaluated.items);
    for (const problem of node.evaluated.problems) {
      if (problem.kind === "made-condition") {
        const message = `an @ condition from a definition crashes keepalived ${node.target}`;
        yield { at: anchorAt(problem.place), message, help: "Write the condition on this line." };
      }
      if (problem.kind !== "copy-mark") continue;
      const outcome = problem.mark === "!" ? "crashes keepalived" : "hides the rest of the configuration";
      yield {
        at: anchorAt(problem.place),
        message: `a line that starts with \\${problem.mark} ${outcome}`,
        help: "Put the word in double quotes.",
      };
    }
    for (const { at, text, isDeadly } of reversedBounds(node)) {
      if (isDeadly)
        yield {
          at,
          message: `${text} with reversed bounds crashes keepalived ${node.target}`,
          help: "Write the smaller number first.",
        };
    }
  },
});

/** Room for the folder in a command of 127 bytes, beside process ids of seven digits. */
const FOLDER_BYTES = 77;

/** The command that copies the configuration is written beyond its buffer (parser.c:init_data). */
function* longFolder({ ast }: Node): Generator<Finding> {
  const folder = ast.globalDefs?.configSaveDir;
  const bytes = byteLength(folder?.value?.replace(/\/$/, "") ?? "");
  if (folder === undefined || bytes <= FOLDER_BYTES) return;
  const message = `config_save_dir of ${bytes} bytes can crash keepalived; up to ${FOLDER_BYTES} are safe`;
  yield { at: folder.word, message, help: "Use a shorter path." };
}

/** A quote that is not closed in the script of a vrrp_script; elsewhere it is only reported. */
function* openQuotes(items: readonly Item[]): Generator<Finding> {
  for (const item of items) {
    if (item.kind !== "statement") continue;
    const { lost } = item.token;
    if (lost !== undefined && item.keyword?.value === "script") {
      yield { at: lost, message: "an unterminated quote in script crashes keepalived", help: 'Add the closing ".' };
    }
    if (item.block !== undefined) yield* openQuotes(item.block.items);
  }
}
