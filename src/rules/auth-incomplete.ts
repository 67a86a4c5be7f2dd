import { defineNodeRule, type Finding } from "../lint/define-rule.js";
import { isWhole } from "../semantic/whole.js";
import type { VrrpInstance } from "../syntax/ast.js";

export default defineNodeRule({
  name: "auth-incomplete",
  group: "vrrp",
  severity: "error",
  needs: ["vrrp_instance/authentication", "vrrp_instance/auth_hmac"],
  summary: "An authentication block has auth_type without auth_pass, or the other way round.",
  why: `keepalived needs both and drops half a block, so this node sends and takes adverts without authentication. A peer that
has both rejects its adverts: two masters.`,
  how: "Write both lines, or take the block out on all nodes.",
  keepalived:
    "Reports auth_type without auth_pass without a line and exits 5; says nothing about auth_pass without auth_type.",
  source: "vrrp.c:vrrp_complete_instance",
  keywords: ["vrrp_instance/authentication/auth_type", "vrrp_instance/authentication/auth_pass"],
  examples: {
    bad: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 150
    authentication {
        auth_type PASS
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
    authentication {
        auth_type PASS
        auth_pass k8x2qLm9
    }
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
  },

  *check(node) {
    for (const { block, isStrict, version } of node.instances) {
      const { authentication, authHmac } = block;
      if (authHmac !== undefined && isWhole(authHmac, node)) yield* withoutKey(authHmac);
      // What strict mode, version 3 or auth_hmac drop as a whole is reported as such.
      if (authentication === undefined || authHmac !== undefined || isStrict.value === true || version.value === 3)
        continue;
      const { authType, authPass } = authentication;
      if ((authType === undefined) === (authPass === undefined) || !isWhole(authentication, node)) continue;
      if (authType !== undefined && authPass === undefined) {
        yield {
          at: authType.word,
          message: `auth_type ${authType.word.value} without auth_pass, so keepalived drops it`,
        };
      }
      if (authType === undefined && authPass !== undefined) {
        const at = authPass.statement.keyword ?? authPass.word;
        yield { at, message: "auth_pass without auth_type, so keepalived drops it" };
      }
    }
  },
});

/** Adverts are signed with the key that `active_key` numbers (vrrp.c:vrrp_complete_instance). */
function* withoutKey({ activeKey, key }: NonNullable<VrrpInstance["authHmac"]>): Generator<Finding> {
  if (activeKey?.value === undefined || key.length === 0) return;
  const ids = key.map(({ value }) => value);
  if (ids.includes(undefined) || ids.includes(activeKey.value)) return;
  yield { at: activeKey.word, message: `active_key ${activeKey.value} has no key, so keepalived drops auth_hmac` };
}
