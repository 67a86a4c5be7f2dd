import { type Anchor, defineNodeRule } from "../lint/define-rule.js";
import { askedServices } from "../semantic/service-commands.js";

const NAME = "keepalived";

export default defineNodeRule({
  name: "check-of-keepalived",
  group: "tracking",
  isUnreported: true,
  severity: "warning",
  needs: ["vrrp_script", "vrrp_track_process"],
  summary: "A check asks whether keepalived itself runs.",
  why: `keepalived runs the check, so it runs whenever anybody looks: the check cannot fail, and a weight of it is a part of the
priority that never changes. What the author wanted to know, whether the service works, nobody asks.`,
  how: "Check the service that the virtual address is for.",
  keepalived: "Does not detect this.",
  source: "vrrp_scheduler.c:vrrp_script_thread",
  keywords: ["vrrp_script/script", "vrrp_track_process/process"],
  examples: {
    bad: `global_defs {
    script_user root
    enable_script_security
}
vrrp_script chk_keepalived {
    script "/usr/bin/killall -0 keepalived"
    weight 2
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 150
    track_script {
        chk_keepalived
    }
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
    good: `global_defs {
    script_user root
    enable_script_security
}
vrrp_script chk_haproxy {
    script "/usr/bin/killall -0 haproxy"
    weight 2
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 150
    track_script {
        chk_haproxy
    }
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
  },

  *check(node) {
    for (const script of node.scripts) {
      if (script.setting.place.parent?.name !== "vrrp_script") continue;
      // The name of a script does not tell what it does: many a check_keepalived.sh asks for a web server.
      const { names, isGuess, isPartial } = askedServices(script);
      const isCertain = !isGuess && !isPartial && names.length > 0;
      if (isCertain && names.every((name) => name === NAME)) yield report(script.at);
    }
    for (const { process: asked } of node.ast.vrrpTrackProcess) {
      if (asked?.value?.replace(/^.*\//, "") === NAME) yield report(asked.word);
    }
  },
});

const report = (at: Anchor) => ({
  at,
  message: "the check asks whether keepalived runs; keepalived itself runs it, so it never fails",
  help: "Check the service that the virtual address is for.",
});
