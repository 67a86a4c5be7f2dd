import { defineNodeRule, type Finding, type FindingFix } from "../lint/define-rule.js";
import { problemsFor } from "../semantic/problem-reporters.js";
import { describeArgument } from "../syntax/describe.js";
import type { Problem } from "../syntax/problems.js";
import { asHint, suggest } from "../text/suggest.js";

/** Words of a boolean (parser.c:check_true_false). */
const BOOLEAN = ["on", "off", "true", "false", "yes", "no"];

export default defineNodeRule({
  name: "invalid-enum",
  group: "schema",
  severity: "error",
  fix: "unsafe",
  summary: "A value is not one of the words that its keyword accepts.",
  why: `Most values are case-sensitive: state master becomes BACKUP, and auth_type pass drops the authentication, so
that the peers reject each other. The default applies instead of what is written.`,
  how: "Use one of the values that the help line lists; case matters.",
  keepalived: "Reports it with a line number and exits with status 5.",
  source: "vrrp_parser.c:vrrp_state_handler and the other handlers",
  examples: {
    bad: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    state master
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
    good: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    state MASTER
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
  },

  *check(node) {
    for (const problem of problemsFor(node, "invalid-enum")) yield* wrongWord(problem);
  },
});

function* wrongWord({ word, argument, option, place }: Problem): Generator<Finding> {
  if (word === undefined || argument === undefined) return;
  const words = argument.type === "bool" ? BOOLEAN : (argument.enum ?? []);
  const sameLetters = words.find((one) => one.toLowerCase() === word.value.toLowerCase());
  const near = sameLetters ?? suggest(word.value, words);
  const message = `invalid ${option ?? place?.name} "${word.value}"${asHint(near)}`;
  const help = `Use ${describeArgument(argument)}.`;
  const fix = near === undefined ? undefined : writeWord(word, near);
  yield fix === undefined ? { at: word, message, help } : { at: word, message, help, fix };
}

/** keepalived runs with another value than the one that is meant: where only the case differs, too. */
function writeWord(word: NonNullable<Problem["word"]>, text: string): FindingFix {
  return { title: `Change to "${text}"`, safety: "unsafe", edits: [{ at: word, text }] };
}
