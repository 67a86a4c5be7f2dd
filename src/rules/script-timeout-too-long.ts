import { defineNodeRule } from "../lint/define-rule.js";
import { usedNumber } from "../semantic/effective.js";

/** Seconds between two runs by default (vrrp_parser.c:vrrp_vscript_init). */
const DEFAULT_INTERVAL = 1;

export default defineNodeRule({
  name: "script-timeout-too-long",
  group: "tracking",
  isUnreported: true,
  severity: "warning",
  judges: "pair",
  fix: "unsafe",
  summary: "The timeout of a script is longer than its interval.",
  why: `While one run hangs keepalived skips the next ones ("already running, expect idle"), so the failure is noticed
only after the timeout: the check is slowest exactly when the service hangs.`,
  how: "Use a timeout of at most the interval, or a longer interval. The default timeout is the interval.",
  ignoreWhen: "A slow check is meant to fail only after the whole timeout.",
  keepalived: "Does not detect this.",
  source: "vrrp_scheduler.c:vrrp_script_thread",
  keywords: ["vrrp_script/timeout", "vrrp_script/interval", "virtual_server/real_server/MISC_CHECK/misc_timeout"],
  examples: {
    bad: `global_defs {
    script_user root
    enable_script_security
}
vrrp_script chk_web {
    script "/usr/local/bin/chk-web"
    interval 2
    timeout 10
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
    script "/usr/local/bin/chk-web"
    interval 5
    timeout 3
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
    for (const { interval, timeout } of node.ast.vrrpScript) {
      const limit = interval === undefined ? DEFAULT_INTERVAL : usedNumber(interval);
      const used = timeout === undefined ? undefined : usedNumber(timeout);
      if (timeout === undefined || used === undefined || limit === undefined || used <= limit) continue;
      yield {
        at: timeout.word,
        message: `timeout ${used} is longer than the interval of ${limit} s, so runs are skipped while one hangs`,
        ...(interval === undefined ? {} : { related: [{ at: interval.word, message: "interval here" }] }),
        fix: {
          title: `Lower the timeout to ${limit}`,
          safety: "unsafe",
          edits: [{ at: timeout.word, text: String(limit) }],
        },
      };
    }
  },
});
