import { compareReleases } from "../evaluate/release.js";
import { defineNodeRule } from "../lint/define-rule.js";
import { scriptUser } from "../semantic/script-user.js";

/** Since then the path is walked as written; before, its links were followed first. */
const FIRST_STRICT = "2.3.0";

/** Folders that are links into /usr on distributions with a merged /usr. */
const LINKED = /^\/(?:bin|sbin|lib|lib64)\//;

export default defineNodeRule({
  name: "script-path-through-symlink",
  group: "tracking",
  severity: "warning",
  fix: "unsafe",
  summary: "A script that root runs has a path through /bin, /sbin or /lib, which are symbolic links today.",
  why: `Newer releases walk the path as written and reject a link in place of a directory: on every distribution with
a merged /usr the script is dropped at start-up, so an upgrade removes the health check.`,
  how: "Use the real path, such as /usr/bin/pidof.",
  ignoreWhen:
    "The distribution keeps /bin and /usr/bin separate, as Alpine does. Without a target release the severity is info.",
  keepalived:
    'Since 2.3.0: "Wrong file type found in script path", without a line number, for scripts that are tracked.',
  source: "notify.c:check_security; measured with 2.2.7 and 2.4.3",
  keywords: [
    "vrrp_script/script",
    "vrrp_instance/notify",
    "vrrp_instance/notify_master",
    "vrrp_instance/notify_backup",
    "vrrp_instance/notify_fault",
    "vrrp_instance/notify_stop",
    "virtual_server/real_server/MISC_CHECK/misc_path",
    "global_defs/use_symlink_paths",
    "global_defs/enable_script_security",
  ],
  examples: {
    bad: `global_defs {
    script_user root
    enable_script_security
}
vrrp_script chk_web {
    script "/bin/kill -0 1"
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
    script "/usr/bin/kill -0 1"
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
    const { target } = node;
    if (target !== undefined && compareReleases(target, FIRST_STRICT) < 0) return;
    for (const script of node.scripts) {
      const [program] = script.words;
      if (program === undefined || !LINKED.test(program.value) || scriptUser(node, script).name !== "root") continue;
      const { at, value } = program;
      const isVerbatim = at.source.text.slice(at.start, at.end) === value;
      yield {
        at,
        message: `${script.keyword} ${value} leads through a symbolic link where /usr is merged`,
        help: `Use /usr${value}.`,
        ...(target === undefined ? { severity: "info" } : {}),
        ...(isVerbatim
          ? { fix: { title: `Change to "/usr${value}"`, safety: "unsafe", edits: [{ at, text: `/usr${value}` }] } }
          : {}),
      };
    }
  },
});
