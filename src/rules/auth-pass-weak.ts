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

/** Bytes that count. */
const SECRET_BYTES = 8;

export default defineNodeRule({
  name: "auth-pass-weak",
  group: "security",
  isUnreported: true,
  severity: "info",
  // A password of VRRP protects against accidents only, and most files carry that of an example.
  isOptIn: true,
  options: { words: { kind: "words", summary: "Further passwords that everybody knows." } },
  needs: ["vrrp_instance/authentication"],
  summary: "auth_pass is a password of examples, or one character repeated.",
  why: `The password travels in clear text, so it keeps out accidents only. One that everybody uses does not even do that:
two clusters on one network take each other's adverts for their own.`,
  how: "Use eight random characters, the same on all nodes.",
  ignoreWhen: "Nothing else on the network can use the same router id.",
  keepalived: "Says nothing.",
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
      if (isRepeated) yield { at, message: "auth_pass is one character repeated; expected random characters" };
      else if (isCommon) yield { at, message: "auth_pass is a password of examples; expected random characters" };
    }
  },
});
