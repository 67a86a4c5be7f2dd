import type { Item, Statement } from "../../grammar/index.js";
import { defineNodeRule, type Finding } from "../lint/define-rule.js";
import { hasLostText } from "../semantic/lost-text.js";
import { isUnknown } from "../syntax/values.js";

export default defineNodeRule({
  name: "unterminated-quote",
  group: "syntax",
  severity: "error",
  judges: "line",
  fix: "unsafe",
  summary: "A double quote is not closed on its line.",
  why: `keepalived drops everything from the quote to the end of the line: the setting has no value, or only half of
one. A string never continues on the next line, and a quote inside a string cannot be escaped.`,
  how: "Close the quote on the same line.",
  keepalived: "Reports it with a line number, up to nine times, and exits with status 5.",
  source: "parser.c:alloc_strvec_r",
  examples: {
    bad: `global_defs {
    script_user root
    enable_script_security
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    notify_master "/usr/local/bin/notify-vip master
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
    good: `global_defs {
    script_user root
    enable_script_security
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    notify_master "/usr/local/bin/notify-vip master"
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
  },

  *check(node) {
    const items = hasLostText(node.evaluated) ? node.evaluated.items : [];
    for (const statement of withLostText(items)) {
      // There keepalived crashes, which crashes-keepalived reports.
      if (statement.keyword?.value === "script") continue;
      const { lost } = statement.token;
      if (lost !== undefined) yield unclosed(lost);
    }
    for (const { keyword, at, words, written, setting, isEmpty } of node.scripts) {
      // A command that is known but cannot be split into words.
      if (
        words.length > 0 ||
        isEmpty ||
        at.value === "" ||
        written.some(isUnknown) ||
        setting.statement.token.lost !== undefined
      )
        continue;
      yield { at, message: `${keyword} has an unterminated quote inside the command, so nothing runs` };
    }
  },
});

function unclosed(lost: NonNullable<Statement["token"]["lost"]>): Finding {
  const end = { source: lost.source, start: lost.end, end: lost.end };
  return {
    at: lost,
    message: `unterminated quote in ${shorten(lost.text)}; keepalived drops the rest of the line`,
    fix: { title: "Add a closing quote at the end of the line", safety: "unsafe", edits: [{ at: end, text: '"' }] },
  };
}

/** The text may be a secret: only its beginning is shown unless it is a path. */
const shorten = (text: string): string => (/^"\//.test(text) ? text : '"…');

function* withLostText(items: readonly Item[]): Generator<Statement> {
  for (const item of items) {
    if (item.kind !== "statement") continue;
    if (item.token.lost !== undefined) yield item;
    if (item.block !== undefined) yield* withLostText(item.block.items);
  }
}
