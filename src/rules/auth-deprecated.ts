import { compareReleases } from "../evaluate/release.js";
import { defineNodeRule } from "../lint/define-rule.js";

/** First release with auth_hmac. */
const FIRST_WITH_HMAC = "2.4.0";

export default defineNodeRule({
  name: "auth-deprecated",
  group: "security",
  isUnreported: true,
  severity: "info",
  tag: "deprecated",
  isOptIn: true,
  needs: ["vrrp_instance/authentication"],
  summary: "Authentication with PASS or AH.",
  why: `VRRP removed both long ago: a password that differs leads to two masters, and one that travels in clear text
protects nothing. AH does not work with more than two unicast nodes.`,
  how: "Remove the block on all nodes at the same time, or use auth_hmac (2.4.0 and later).",
  ignoreWhen: "Peers that are not keepalived require it.",
  keepalived: "Does not detect this.",
  source: "RFC 9568 §8.3.1 (and RFC 3768, RFC 5798), acassen/keepalived#1512, acassen/keepalived#143",
  keywords: ["vrrp_instance/authentication", "vrrp_instance/authentication/auth_type"],
  examples: {
    bad: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    authentication {
        auth_type AH
        auth_pass k8x2qLm9
    }
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
    good: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
  },

  *check(node) {
    const hasHmac = node.target === undefined || compareReleases(node.target, FIRST_WITH_HMAC) >= 0;
    for (const { authentication, block } of node.instances) {
      const { kind } = authentication;
      const type = block.authentication?.authType;
      if (type === undefined || (kind !== "PASS" && kind !== "AH")) continue;
      yield {
        at: type.word,
        message: `auth_type ${kind} is no longer part of VRRP`,
        help: `${hasHmac ? "Use auth_hmac, or remove" : "Remove"} the block on all nodes at the same time.`,
      };
    }
  },
});
