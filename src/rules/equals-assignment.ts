import { defineNodeRule, type Finding } from "../lint/define-rule.js";
import { problemsFor } from "../semantic/problem-reporters.js";

export default defineNodeRule({
  name: "equals-assignment",
  group: "syntax",
  severity: "error",
  judges: "line",
  fix: "unsafe",
  summary: "A setting is written with an equals sign.",
  why: `keepalived has no assignments: keyword=value is one unknown word, and in keyword = value the sign is the
value. The setting has no effect, and the default applies.`,
  how: "Separate keyword and value with a space.",
  keepalived: "Reports an unknown keyword or an invalid value with a line number and exits with status 5.",
  source: "parser.c:process_stream",
  examples: {
    bad: `virtual_server 192.0.2.10 80 {
    delay_loop 5
    lb_algo wrr
    lb_kind NAT
    protocol TCP
    real_server 198.51.100.1 80 {
        TCP_CHECK {
            connect_timeout=10
        }
    }
}
`,
    good: `virtual_server 192.0.2.10 80 {
    delay_loop 5
    lb_algo wrr
    lb_kind NAT
    protocol TCP
    real_server 198.51.100.1 80 {
        TCP_CHECK {
            connect_timeout 10
        }
    }
}
`,
  },

  *check(node) {
    for (const { word, statement } of problemsFor(node, "equals-assignment")) {
      const [keyword] = statement.words;
      if (word === undefined || keyword === undefined) continue;
      const sign = word.start + word.text.indexOf("=");
      const next = statement.words.find(({ start }) => start > sign);
      const end = word.end > sign + 1 ? sign + 1 : (next?.start ?? sign + 1);
      const start = word === keyword ? sign : keyword.end;
      yield assignment({ source: word.source, start, end }, keyword.value.split("=")[0] ?? "", word);
    }
  },
});

function assignment(sign: Finding["at"], name: string, at: Finding["at"]): Finding {
  const edits = [{ at: sign, text: " " }];
  const message = `${name} is written with "="; keepalived has no assignments`;
  const help = "Separate keyword and value with a space.";
  return { at, message, help, fix: { title: 'Remove "="', safety: "unsafe", edits } };
}
