import { byteLength } from "../../grammar/index.js";
import { defineNodeRule, type Finding } from "../lint/define-rule.js";
import { SECRET_BYTES } from "../semantic/authentication.js";

export default defineNodeRule({
  name: "auth-pass-truncated",
  group: "security",
  severity: "error",
  fix: "unsafe",
  needs: ["vrrp_instance/authentication"],
  summary: "auth_pass is longer than 8 bytes, and keepalived truncates it.",
  why: `Only the first 8 bytes are sent and compared: two passwords that differ only after them are the same password,
and a peer that is not keepalived may truncate elsewhere and reject every advert.`,
  how: "Use a password of at most 8 bytes, on all nodes at the same time.",
  keepalived: "Reports it with a line number and exits with status 5.",
  source: "vrrp_parser.c:vrrp_auth_pass_handler",
  keywords: ["vrrp_instance/authentication/auth_pass"],
  examples: {
    bad: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 150
    authentication {
        auth_type PASS
        auth_pass supersecret1
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
        auth_pass supersec
    }
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
  },

  *check(node) {
    for (const { block } of node.instances) {
      const secret = block.authentication?.authPass;
      if (secret?.value === undefined) continue;
      const bytes = byteLength(secret.value);
      if (bytes > SECRET_BYTES) yield tooLong(secret.word, secret.value, bytes);
    }
  },
});

function tooLong(at: Finding["at"], secret: string, bytes: number): Finding {
  const message = `auth_pass is ${bytes} bytes long; only the first ${SECRET_BYTES} are used`;
  // In quoted or non-ASCII text the place of the cut is the author's choice.
  if (!/^[\w.-]+$/.test(secret)) return { at, message };
  const edits = [{ at, text: secret.slice(0, SECRET_BYTES) }];
  return { at, message, fix: { title: `Keep the first ${SECRET_BYTES} bytes`, safety: "unsafe", edits } };
}
