import { defineNodeRule } from "../lint/define-rule.js";
import { isWhole } from "../semantic/whole.js";

export default defineNodeRule({
  name: "startup-delay-missing",
  group: "vrrp",
  isUnreported: true,
  severity: "info",
  judges: "absence",
  isOptIn: true,
  summary: "No start-up delay is set, although a script runs on becoming MASTER or nopreempt is used.",
  why: `Just after boot a switch port may pass nothing for seconds. The node hears no other node, becomes master, runs
its script (and moves a cloud address, for example) or, with nopreempt, keeps the addresses.`,
  how: "Set vrrp_startup_delay in global_defs, or since 2.4.0 vrrp_delay_after_boot.",
  keepalived: "Does not detect this.",
  source: "vrrp_daemon.c:start_vrrp, global_parser.c:vrrp_startup_delay_handler",
  keywords: [
    "global_defs/vrrp_startup_delay",
    "global_defs/vrrp_delay_after_boot",
    "vrrp_instance/notify_master",
    "vrrp_instance/nopreempt",
  ],
  examples: {
    bad: `global_defs {
    script_user root
    enable_script_security
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 150
    nopreempt
    notify_master "/usr/local/bin/notify-vip master"
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
    good: `global_defs {
    vrrp_startup_delay 5
    script_user root
    enable_script_security
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 150
    nopreempt
    notify_master "/usr/local/bin/notify-vip master"
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
  },

  *check(node) {
    const globals = node.ast.globalDefs;
    if (!node.isComplete || (globals !== undefined && !isWhole(globals, node))) return;
    if (globals?.vrrpStartupDelay !== undefined || globals?.vrrpDelayAfterBoot !== undefined) return;
    const groups = node.ast.vrrpSyncGroup.map(({ notifyMaster, notify }) => notifyMaster ?? notify);
    const settings = node.instances.map(
      ({ nopreemptSetting, block }) => nopreemptSetting ?? block.notifyMaster ?? block.notify,
    );
    // One delay applies to the whole node, so one report will do.
    const setting = [...settings, ...groups].find((one) => one !== undefined);
    const at = setting?.statement.keyword;
    if (at === undefined) return;
    yield {
      at,
      message: `${at.value} without vrrp_startup_delay; the node may become MASTER before its network passes adverts`,
    };
  },
});
