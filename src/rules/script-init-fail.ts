import { compareReleases } from "../evaluate/release.js";
import { defineNodeRule } from "../lint/define-rule.js";
import { removeStatement } from "../lint/edits.js";

/** First release in which the tracking line sets the script back to "not run yet" (vrrp_track.c:alloc_track_script in v2.0.0). */
const FIRST_WITHOUT = "2.0.0";

export default defineNodeRule({
  name: "script-init-fail",
  group: "tracking",
  isUnreported: true,
  severity: "info",
  fix: "safe",
  needs: ["vrrp_script/init_fail"],
  summary: "init_fail has no effect since 2.0.0.",
  why: `The setting is read, and the line that tracks the script sets it back: the instance waits for the first result, and one
success is enough, whatever rise says.`,
  how: "Remove the line.",
  keepalived: "Does not detect this.",
  source: "vrrp_track.c:alloc_track_script; measured with 2.2.7 and 2.4.3 with and without a weight",
  keywords: ["vrrp_script/init_fail"],
  examples: {
    bad: `global_defs {
    script_user root
    enable_script_security
}
vrrp_script chk_web {
    script "/usr/local/bin/chk-web"
    rise 3
    init_fail
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 150
    track_script {
        chk_web
    }
    virtual_ipaddress {
        192.0.2.51/24
    }
}
`,
    good: `global_defs {
    script_user root
    enable_script_security
}
vrrp_script chk_web {
    script "/usr/local/bin/chk-web"
    rise 3
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 150
    track_script {
        chk_web
    }
    virtual_ipaddress {
        192.0.2.51/24
    }
}
`,
  },

  *check(node) {
    if (node.target !== undefined && compareReleases(node.target, FIRST_WITHOUT) < 0) return;
    for (const { initFail } of node.ast.vrrpScript) {
      if (initFail === undefined) continue;
      yield {
        at: initFail.word,
        message: "init_fail has no effect since 2.0.0; the first result alone decides how the script starts",
        help: "Remove the line.",
        fix: { title: "Remove init_fail", safety: "safe", edits: [removeStatement(initFail.statement)] },
      };
    }
  },
});
