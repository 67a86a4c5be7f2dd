import { defineNodeRule } from "../lint/define-rule.js";
import { scriptUser } from "../semantic/script-user.js";

const FOLDER = /^(\/tmp|\/var\/tmp|\/dev\/shm|\/home)\//;

export default defineNodeRule({
  name: "script-in-writable-directory",
  group: "security",
  isUnreported: true,
  severity: "warning",
  summary: "A script is in a directory where users other than root may write.",
  why: `Whoever can put a file there decides what keepalived runs. With enable_script_security, keepalived rejects a
path that others can change and drops the check or the notification when it starts.`,
  how: "Put scripts into a directory owned by root, such as /usr/local/libexec or /etc/keepalived.",
  ignoreWhen: "Only root can write to that directory on this machine.",
  keepalived:
    "Does not detect this if the script does not exist; otherwise names a rejected path, without a line number.",
  source: "notify.c:check_security",
  keywords: [
    "vrrp_script/script",
    "vrrp_instance/notify",
    "vrrp_instance/notify_master",
    "vrrp_instance/notify_backup",
    "vrrp_instance/notify_fault",
    "vrrp_instance/notify_stop",
    "virtual_server/real_server/MISC_CHECK/misc_path",
    "global_defs/enable_script_security",
  ],
  examples: {
    bad: `global_defs {
    script_user root
    enable_script_security
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    notify_master "/tmp/notify.sh master"
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
    for (const script of node.scripts) {
      const [program] = script.words;
      const folder = FOLDER.exec(program?.value ?? "")?.[1];
      if (program === undefined || folder === undefined) continue;
      // What runs as its owner may be in the owner's home; keepalived does not look at such a path.
      const { name, origin } = scriptUser(node, script);
      if (folder === "/home" && origin !== "default" && name !== "root") continue;
      yield {
        at: program.at,
        message: `${script.keyword} ${program.value} is below ${folder}, where users other than root can write`,
      };
    }
  },
});
