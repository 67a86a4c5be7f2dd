import { defineNodeRule } from "../lint/define-rule.js";
import { isShellProgram } from "../semantic/shell-syntax.js";

/** Programs that distributions install: PATH has them everywhere. An own script by name is a mistake more often. */
const SYSTEM_COMMANDS: ReadonlySet<string> = new Set(
  `arping awk bash cat crictl curl dash dig docker echo env false grep host ip ipvsadm iptables kill killall killall5
logger ls mail mysql mysqladmin nc ncat netcat nft nslookup perl pg_isready pgrep pidof ping ping6 pkill podman printf ps
python python3 rc-service redis-cli rm sed sendmail service sh ss ssh su sudo systemctl test timeout touch true
wget`.split(/\s+/),
);

export default defineNodeRule({
  name: "script-not-absolute",
  group: "tracking",
  isUnreported: true,
  severity: "warning",
  summary: "The program of a script is not an absolute path.",
  why: `A bare name is looked up in the PATH of the daemon, which differs from that of a login shell; a relative path
starts at /. What works by hand then "cannot be accessed" at boot, and a writable directory in PATH decides what runs
as root. Commands of the system, such as killall, are information only.`,
  how: "Use the full path, such as /usr/bin/killall.",
  ignoreWhen: "The PATH of the service is known and safe, and the program's location differs between distributions.",
  keepalived: "Does not report it if it finds the program.",
  source: "notify.c:find_path",
  keywords: [
    "vrrp_script/script",
    "vrrp_instance/notify",
    "vrrp_instance/notify_master",
    "vrrp_instance/notify_backup",
    "vrrp_instance/notify_fault",
    "vrrp_instance/notify_stop",
    "virtual_server/real_server/MISC_CHECK/misc_path",
  ],
  examples: {
    bad: `global_defs {
    script_user root
    enable_script_security
}
vrrp_script chk_web {
    script "chk-web -0 nginx"
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        192.0.2.10/24
    }
    track_script {
        chk_web
    }
}
`,
    good: `global_defs {
    script_user root
    enable_script_security
}
vrrp_script chk_web {
    script "/usr/local/bin/chk-web -0 nginx"
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        192.0.2.10/24
    }
    track_script {
        chk_web
    }
}
`,
  },

  *check(node) {
    for (const { words, keyword } of node.scripts) {
      const [program] = words;
      // `</run/ready` asks whether a file can be opened and runs nothing.
      if (program === undefined || program.value === "" || /^[/<]/.test(program.value)) continue;
      // What only a shell understands is reported by script-shell-syntax.
      if (isShellProgram(program)) continue;
      const how = program.value.includes("/") ? "is looked up from /" : "is looked up in the PATH of the daemon";
      const finding = {
        at: program.at,
        message: `${keyword} "${program.value}" ${how}`,
        help: "Use an absolute path.",
      };
      yield SYSTEM_COMMANDS.has(program.value) ? { ...finding, severity: "info" } : finding;
    }
  },
});
