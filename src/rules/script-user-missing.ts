import { defineNodeRule } from "../lint/define-rule.js";
import { scriptUser } from "../semantic/script-user.js";
import { isMisspelt } from "../semantic/whole.js";

export default defineNodeRule({
  name: "script-user-missing",
  group: "security",
  severity: "error",
  judges: "absence",
  options: { assumeScriptUser: { kind: "flag", summary: "Every node has the account keepalived_script." } },
  summary: "enable_script_security is set, but no user to run the scripts as.",
  why: `keepalived then uses the account keepalived_script. If it does not exist, the script is dropped together with
its tracking, and the address no longer follows the service.`,
  how: "Add script_user to global_defs, or a user to the script.",
  ignoreWhen: "Every node has the account keepalived_script.",
  keepalived: "Reports it with a line number and exits with status 5, if the account keepalived_script does not exist.",
  source: "notify.c:get_default_script_user; measured with 2.2.7 and 2.4.3",
  keywords: ["global_defs/script_user", "global_defs/enable_script_security", "vrrp_script/user"],
  examples: {
    bad: `global_defs {
    enable_script_security
}
vrrp_script chk_web {
    script "/usr/local/bin/chk-web"
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
    enable_script_security
    script_user nobody
}
vrrp_script chk_web {
    script "/usr/local/bin/chk-web"
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

  *check(node, { assumeScriptUser = false }) {
    if (assumeScriptUser) return;
    const enable = node.ast.globalDefs?.enableScriptSecurity;
    // The user may be in what could not be read, or its keyword misspelt.
    if (enable === undefined || !node.isComplete || isMisspelt(node, /use?r/i)) return;
    const without = node.scripts.find(
      (script) => script.program?.startsWith("<") !== true && scriptUser(node, script).origin === "default",
    );
    if (without === undefined) return;
    yield {
      at: enable.word,
      message:
        "enable_script_security without script_user; scripts run as keepalived_script, or not at all without that account",
      related: [{ at: without.at, message: `${without.keyword} names no user` }],
    };
  },
});
