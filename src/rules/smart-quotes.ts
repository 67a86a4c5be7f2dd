import type { Word } from "../../grammar/index.js";
import { defineFileRule, type Finding } from "../lint/define-rule.js";

const OPENING = /^[\u201c\u201d\u201e\u201f\u2018\u2019\u201a\u201b\u00ab\u00bb]/;
const CLOSING = /[\u201c\u201d\u201f\u2018\u2019\u201b\u00ab\u00bb]$/;

export default defineFileRule({
  name: "smart-quotes",
  group: "syntax",
  isUnreported: true,
  severity: "error",
  fix: "unsafe",
  summary: "A value is in typographic quotes.",
  why: `They are letters to keepalived: the path of a script begins with one, the next word is taken as a user, and
nothing runs. They come from word processors and web pages.`,
  how: 'Use the plain quote, ".',
  keepalived: "Does not detect this.",
  source: "parser.c:alloc_strvec_r; measured with 2.2.7 and 2.4.3",
  examples: {
    bad: `global_defs {
    script_user root
    enable_script_security
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    notify_master “/usr/local/bin/notify-vip master”
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

  *check({ tree, source }) {
    if (!/[\u2018-\u201f\u00ab\u00bb]/.test(source.text)) return;
    for (const { words } of tree.tokens) {
      const first = words.findIndex((word, index) => index > 0 && !word.quoted && OPENING.test(word.value));
      if (first > 0) yield smartQuotes(words.slice(first));
    }
  },
});

function smartQuotes(words: readonly Word[]): Finding {
  const [first] = words as readonly [Word, ...Word[]];
  const last = words.find(
    (word) => !word.quoted && CLOSING.test(word.value) && (word !== first || word.value.length > 1),
  );
  const at = { source: first.source, start: first.start, end: (last ?? first).end };
  const written = at.source.text.slice(at.start, at.end);
  const message = `"${written[0]}" is a typographic quote, which keepalived reads as a letter`;
  const help = 'Use the plain quote, ".';
  const inner = written.slice(1, -1);
  // Where the text contains further quotes, what is meant is the author's choice.
  if (last === undefined || /["\u2018-\u201f\u00ab\u00bb]/.test(inner)) return { at, message, help };
  return {
    at,
    message,
    help,
    fix: { title: "Replace with plain quotes", safety: "unsafe", edits: [{ at, text: `"${inner}"` }] },
  };
}
