import { defineNodeRule } from "../lint/define-rule.js";

/** Passwords of examples and first guesses. */
const COMMON: ReadonlySet<string> = new Set(
  [
    "1111 1112 1234 12345 123456 1234567 12345678 0000 4321 654321 admin changeme default k@l!ve1 keepaliv keepalived".split(
      " ",
    ),
    "letmein lvs master mypass mypasswd pass passw0rd passwd password qwerty secret test vrrp root toor abcd abc123".split(
      " ",
    ),
  ].flat(),
);

/** Bytes that are sent and compared. */
const SECRET_BYTES = 8;

const HELP = "Use eight random characters, the same on all nodes.";

export default defineNodeRule({
  name: "auth-pass-weak",
  group: "security",
  isUnreported: true,
  severity: "info",
  // A password of VRRP protects against accidents only, and most files carry that of an example.
  isOptIn: true,
  options: { words: { kind: "words", summary: "Additional well-known passwords." } },
  needs: ["vrrp_instance/authentication"],
  summary: "auth_pass is a well-known example password, or one character repeated.",
  why: `The password travels in clear text, so it only protects against accidents. One that everybody uses does not
even do that: two clusters on one network accept each other's adverts.`,
  how: "Use eight random characters, the same on all nodes.",
  ignoreWhen: "No other cluster on the network can use the same router id.",
  keepalived: "Does not detect this.",
  source: "acassen/keepalived#1895, acassen/keepalived#1512",
  keywords: ["vrrp_instance/authentication/auth_pass"],
  examples: {
    bad: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    authentication {
        auth_type PASS
        auth_pass 1111
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

  *check(node, { words = [] }) {
    const common = words.length === 0 ? COMMON : new Set([...COMMON, ...words.map((word) => word.toLowerCase())]);
    for (const { authentication } of node.instances) {
      const { kind, secret, at } = authentication;
      if (secret === undefined || (kind !== "PASS" && kind !== "AH")) continue;
      const text = secret.toLowerCase();
      const isRepeated = text !== "" && text === text.charAt(0).repeat(text.length);
      const isCommon =
        common.has(text) || [...common].some((word) => word.length > SECRET_BYTES && word.startsWith(text));
      if (isRepeated) yield { at, message: "auth_pass is one character repeated", help: HELP };
      else if (isCommon) yield { at, message: "auth_pass is a well-known example password", help: HELP };
    }
  },
});
