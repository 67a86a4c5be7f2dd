import { defineNodeRule } from "../lint/define-rule.js";
import type { Typed } from "../syntax/ast.js";
import { isUnknown } from "../syntax/values.js";

export default defineNodeRule({
  name: "mail-address-malformed",
  group: "schema",
  isUnreported: true,
  severity: "warning",
  summary: "A mail address has only one angle bracket.",
  why: `keepalived uses the text as it is, and the mail server rejects it: alerts are lost, and only the log shows it.`,
  how: 'Write the plain address, or "Name <address>" in quotes.',
  keepalived: "Does not report it in a configuration test; the running daemon logs it.",
  source: "global_data.c:format_email_addr",
  keywords: ["global_defs/notification_email", "global_defs/notification_email_from"],
  examples: {
    bad: `global_defs {
    notification_email_from lb1@example.com>
    smtp_server 192.0.2.25
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
    good: `global_defs {
    notification_email_from lb1@example.com
    smtp_server 192.0.2.25
}
vrrp_instance VI_1 {
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
    const globals = node.ast.globalDefs;
    if (globals === undefined) return;
    const lines: readonly (Typed | undefined)[] = [...globals.notificationEmail, globals.notificationEmailFrom];
    for (const line of lines) {
      const word = line?.statement.words.at(-1);
      if (word === undefined || isUnknown(word)) continue;
      const whole = line?.statement.words.map(({ value }) => value).join(" ") ?? "";
      if (whole.includes("<") === whole.includes(">")) continue;
      const message = `"${word.value}" has only one angle bracket`;
      yield { at: word, message, help: 'Use a plain address or "<address>".' };
    }
  },
});
