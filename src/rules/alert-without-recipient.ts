import { defineNodeRule } from "../lint/define-rule.js";
import type { Node } from "../semantic/node.js";
import { isWhole } from "../semantic/whole.js";
import type { Setting } from "../syntax/ast.js";

export default defineNodeRule({
  name: "alert-without-recipient",
  group: "addressing",
  isUnreported: true,
  severity: "warning",
  judges: "absence",
  summary: "smtp_alert is set without notification_email or smtp_server.",
  why: `Without a recipient or a mail server no mail is ever sent, and nothing reports that.`,
  how: "Set notification_email and smtp_server in global_defs, or remove smtp_alert.",
  keepalived: "Does not detect this.",
  source: "smtp.c:smtp_alert",
  keywords: [
    "vrrp_instance/smtp_alert",
    "vrrp_sync_group/smtp_alert",
    "virtual_server/smtp_alert",
    "virtual_server/real_server/smtp_alert",
    "global_defs/smtp_alert",
    "global_defs/smtp_alert_vrrp",
    "global_defs/smtp_alert_checker",
    "global_defs/notification_email",
    "global_defs/smtp_server",
  ],
  examples: {
    bad: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 150
    smtp_alert
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
    good: `global_defs {
    notification_email {
        ops@example.net
    }
    smtp_server 192.0.2.25
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 150
    smtp_alert
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
  },

  *check(node) {
    const globals = node.ast.globalDefs;
    if (!node.isComplete || (globals !== undefined && !isWhole(globals, node))) return;
    const missing = [
      ...(globals === undefined || globals.notificationEmail.length === 0 ? ["notification_email"] : []),
      ...(globals?.smtpServer === undefined ? ["smtp_server"] : []),
    ];
    // The recipient is missing once, however many alerts there are.
    const [first] = alerts(node).filter(({ value }) => value === true);
    const at = first?.statement.keyword;
    if (missing.length === 0 || at === undefined) return;
    yield { at, message: `${at.value} is set, but global_defs has no ${missing.join(" and no ")}; no mail is sent` };
  },
});

function alerts({ ast, instances }: Node): readonly Setting<boolean, unknown>[] {
  const { globalDefs: globals, vrrpSyncGroup, virtualServer } = ast;
  const settings = [
    globals?.smtpAlert,
    globals?.smtpAlertVrrp,
    globals?.smtpAlertChecker,
    ...vrrpSyncGroup.map(({ smtpAlert }) => smtpAlert),
    ...instances.map(({ block }) => block.smtpAlert),
    ...virtualServer.map(({ smtpAlert }) => smtpAlert),
  ];
  return settings.flatMap((setting) => setting ?? []);
}
