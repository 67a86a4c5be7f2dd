import { CookedWord, type Item, type Word } from "../../grammar/index.js";
import { defineFileRule, type Finding } from "../lint/define-rule.js";

export default defineFileRule({
  name: "escaped-comment-mark",
  group: "syntax",
  isUnreported: true,
  severity: "error",
  judges: "line",
  fix: "unsafe",
  summary: "A # or ! is escaped with a backslash outside global_defs, where that has no effect.",
  why: `The first pass over the file removes the backslash, and the passes that matter work on a copy of the result:
there the character starts a comment and cuts off the value, even a password. The character is only safe inside double
quotes.`,
  how: "Put the value in double quotes, without the backslash.",
  keepalived: "Does not detect this.",
  source: "parser.c:decomment, parser.c:write_conf_copy; measured with 2.2.7, 2.3.3 and 2.4.3",
  examples: {
    bad: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    authentication {
        auth_type PASS
        auth_pass k8\\#x2qL
    }
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
    good: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    authentication {
        auth_type PASS
        auth_pass "k8#x2qL"
    }
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
  },

  *check({ tree }) {
    if (!tree.source.text.includes("\\")) return;
    for (const item of tree.items) {
      // global_defs are taken from the first reading. What is at top level may be a part of them.
      if (item.kind !== "statement" || item.keyword?.value === "global_defs") continue;
      if (item.block !== undefined) yield* escaped(item.block.items);
    }
  },
});

function* escaped(items: readonly Item[]): Generator<Finding> {
  for (const item of items) {
    if (item.kind !== "statement") continue;
    // A line that begins so is worse, and crashes-keepalived reports it.
    for (const word of item.words) if (hasEscape(word) && word !== item.keyword) yield cut(word);
    if (item.block !== undefined) yield* escaped(item.block.items);
  }
}

const hasEscape = (word: Word): boolean => word instanceof CookedWord && !word.quoted && /\\[#!]/.test(word.text);

function cut(word: Word): Finding {
  const offset = word.text.search(/\\[#!]/);
  const at = { source: word.source, start: word.start + offset, end: word.start + offset + 2 };
  const message = `"${at.source.text.slice(at.start, at.end)}" does not escape the comment character here; the value ends before it`;
  const edits = [{ at: word, text: `"${word.value}"` }];
  return { at, message, fix: { title: "Put the value in double quotes", safety: "unsafe", edits } };
}
