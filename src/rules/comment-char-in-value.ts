import type { Token } from "../../grammar/index.js";
import { defineFileRule, type Finding } from "../lint/define-rule.js";
import { takesText } from "../semantic/free-text.js";

export default defineFileRule({
  name: "comment-char-in-value",
  group: "syntax",
  isUnreported: true,
  severity: "warning",
  judges: "line",
  fix: "unsafe",
  summary: "A # or ! inside an unquoted value starts a comment and cuts the value off.",
  why: `Both characters start a comment anywhere in a line, even inside a word: the password ab!cd becomes ab. Two
nodes may be cut off differently and reject each other.`,
  how: "Put the value in double quotes.",
  ignoreWhen: "It is meant to be a comment; put a space before it.",
  keepalived: "Does not detect this.",
  source: "parser.c:decomment",
  examples: {
    bad: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    authentication {
        auth_type PASS
        auth_pass k8!x2qLm
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
        auth_pass "k8!x2qLm"
    }
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
  },

  *check({ tree, source }) {
    const { text } = source;
    let index = 0;
    for (const { start, end } of tree.comments) {
      while ((tree.tokens[index]?.end ?? Number.POSITIVE_INFINITY) < start) index++;
      const token = tree.tokens[index];
      if (token?.end !== start || !/[^\s#!]/.test(text[start + 1] ?? " ") || !takesText(token)) continue;
      yield cutValue(token, start, text.slice(start, end));
    }
  },
});

function cutValue({ words, source }: Token, mark: number, comment: string): Finding {
  const [keyword] = words;
  const last = words.at(-1);
  const at = { source, start: mark, end: mark + 1 };
  const message = `"${comment[0]}" starts a comment inside the value of ${keyword?.value}; the rest is ignored`;
  const help = "Put the value in double quotes.";
  const rest = /^\S+/.exec(comment)?.[0] ?? "";
  const whole = { source, start: last?.start ?? mark, end: mark + rest.length };
  const value = source.text.slice(whole.start, whole.end);
  if (value.includes('"')) return { at, message, help };
  return {
    at,
    message,
    help,
    fix: { title: "Put the value in double quotes", safety: "unsafe", edits: [{ at: whole, text: `"${value}"` }] },
  };
}
