import { defineNodeRule } from "../lint/define-rule.js";

/** Folders that every system gives mode 1777 (hier(7)). Who may write to others is not known without the machine. */
const FOLDER = /^(\/tmp|\/var\/tmp|\/dev\/shm)\//;

export default defineNodeRule({
  name: "script-in-writable-directory",
  group: "security",
  isUnreported: true,
  severity: "warning",
  summary: "A script is in a directory where every user can create files.",
  why: `/tmp, /var/tmp and /dev/shm are emptied at boot or by a timer; after that, whoever creates the file first decides
what keepalived runs. If the file belongs to somebody else than root, enable_script_security drops the check or the
notification.`,
  how: "Put scripts into a directory owned by root, such as /usr/local/libexec or /etc/keepalived.",
  ignoreWhen: "The directory is a mount of its own that only root can write to.",
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
      yield {
        at: program.at,
        message: `${script.keyword} "${program.value}" is in ${folder}, where every user can create files`,
        help: "Move the script to a directory that only root can write to.",
      };
    }
  },
});
