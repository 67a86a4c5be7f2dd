import { defineNodeRule } from "../lint/define-rule.js";
import { removeStatement } from "../lint/edits.js";

export default defineNodeRule({
  name: "auth-ignored-in-v3",
  group: "vrrp",
  severity: "warning",
  judges: "pair",
  tag: "unnecessary",
  fix: "safe",
  needs: ["vrrp_instance/authentication"],
  summary: "An authentication block on an instance that uses VRRP version 3.",
  why: `Version 3 has no authentication, so the block is ignored and the link only looks protected. IPv6 implies
version 3.`,
  how: "Remove the block. Since 2.4.0, auth_hmac protects adverts of both versions.",
  keepalived: "Names the instance without a line number and exits with status 5.",
  source: "vrrp.c:vrrp_complete_instance, RFC 9568 §9",
  keywords: ["vrrp_instance/authentication", "vrrp_instance/version"],
  examples: {
    bad: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 150
    version 3
    authentication {
        auth_type PASS
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
    priority 150
    version 3
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
  },

  *check(node) {
    for (const { block, version, family, familyBy, isStrict } of node.instances) {
      const { authentication } = block;
      // In strict mode the block is dropped whatever the version, and reported as that.
      if (authentication === undefined || version.value !== 3 || isStrict.value === true) continue;
      if (authentication.authType === undefined && authentication.authPass === undefined) continue;
      const isSix = family === 6 && familyBy !== undefined;
      yield {
        at: authentication.statement.keyword ?? authentication.statement.token,
        message: `VRRPv3${isSix ? " (implied by IPv6)" : ""} has no authentication; this block is ignored`,
        related: [{ at: isSix ? familyBy : version.at, message: isSix ? "IPv6 because of this" : "version 3 here" }],
        ...(authentication.bodies.length === 1
          ? { fix: { title: "Remove the block", safety: "safe", edits: [removeStatement(authentication.statement)] } }
          : {}),
      };
    }
  },
});
