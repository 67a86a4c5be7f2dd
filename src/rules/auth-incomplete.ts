import type { Word } from "../../grammar/index.js";
import { byteLength } from "../../grammar/index.js";
import { defineNodeRule, type Finding } from "../lint/define-rule.js";
import { isWhole } from "../semantic/whole.js";
import type { VrrpInstance } from "../syntax/ast.js";

export default defineNodeRule({
  name: "auth-incomplete",
  group: "vrrp",
  severity: "error",
  judges: "absence",
  yieldsTo: ["trailing-semicolon"],
  needs: ["vrrp_instance/authentication", "vrrp_instance/auth_hmac"],
  summary: "auth_type without auth_pass or the reverse, or an auth_hmac key that is missing or dropped.",
  why: `keepalived needs both and drops an incomplete block, so this node sends and accepts adverts without
authentication. A peer that has both rejects its adverts: two masters.`,
  how: "Set both, or remove the block on all nodes.",
  keepalived:
    "Reports auth_type without auth_pass, and faulty keys, and exits with status 5; does not detect auth_pass without auth_type.",
  source: "vrrp.c:vrrp_complete_instance, vrrp_parser.c:vrrp_auth_hmac_key_handler",
  keywords: [
    "vrrp_instance/authentication/auth_type",
    "vrrp_instance/authentication/auth_pass",
    "vrrp_instance/auth_hmac/key",
    "vrrp_instance/auth_hmac/active_key",
  ],
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
      if (authHmac !== undefined) yield* keyFaults(authHmac);
      if (authHmac !== undefined && isWhole(authHmac, node)) yield* withoutKey(authHmac);
      // What strict mode, version 3 or auth_hmac drop entirely is reported as such.
      if (authentication === undefined || authHmac !== undefined || isStrict.value === true || version.value === 3)
        continue;
      if (isWhole(authentication, node)) yield* halves(authentication);
    }
  },
});

function* halves({ authType, authPass: written }: NonNullable<VrrpInstance["authentication"]>): Generator<Finding> {
  // An empty password is treated as missing.
  const authPass = written?.value === "" ? undefined : written;
  if (authType !== undefined && authPass === undefined) {
    yield { at: authType.word, message: `auth_type ${authType.word.value} without auth_pass; keepalived drops it` };
  }
  if (authType === undefined && authPass !== undefined) {
    const at = authPass.statement.keyword ?? authPass.word;
    yield { at, message: "auth_pass without auth_type; keepalived drops it" };
  }
}

/** Bytes of a key (vrrp_auth_hmac.h:VRRP_AUTH_HMAC_KEY_MIN, VRRP_AUTH_HMAC_KEY_MAX). */
const [KEY_MIN, KEY_MAX] = [32, 64];

/** Keys that are dropped (vrrp_parser.c:vrrp_auth_hmac_key_handler). What a key is, is never said. */
function* keyFaults({ key }: NonNullable<VrrpInstance["authHmac"]>): Generator<Finding> {
  const seen = new Map<number, Word>();
  for (const { args } of key) {
    const [id, secret] = [args.id, args.value];
    if (id?.value === undefined || secret?.state !== "known" || secret.value === undefined) continue;
    const fault = keyFault(id.value, secret.value);
    const other = seen.get(id.value);
    if (fault !== undefined) yield { at: secret.word, ...fault };
    else if (other !== undefined) {
      const related = [{ at: other, message: "this one is used" }];
      yield {
        at: id.word,
        message: `key ${id.value} is defined twice`,
        help: "Give each key its own number.",
        related,
      };
    } else seen.set(id.value, id.word);
  }
}

function keyFault(id: number, secret: string): Pick<Finding, "message" | "help"> | undefined {
  if (secret.startsWith("file:")) return undefined;
  const digits = secret.startsWith("hex:") ? secret.slice("hex:".length) : undefined;
  if (digits !== undefined && !/^[\da-f \t]*$/i.test(digits))
    return {
      message: `key ${id} contains characters other than hexadecimal digits`,
      help: `Write ${2 * KEY_MIN} to ${2 * KEY_MAX} hexadecimal digits after "hex:".`,
    };
  const bytes = digits === undefined ? byteLength(secret) : (digits.match(/[\da-f]{1,2}/gi)?.length ?? 0);
  if (bytes >= KEY_MIN && bytes <= KEY_MAX) return undefined;
  return { message: `key ${id} has ${bytes} of the required ${KEY_MIN} to ${KEY_MAX} bytes; keepalived drops it` };
}

/** Adverts are signed with the key that `active_key` numbers (vrrp.c:vrrp_complete_instance). */
function* withoutKey({ activeKey, key }: NonNullable<VrrpInstance["authHmac"]>): Generator<Finding> {
  if (activeKey?.value === undefined || key.length === 0) return;
  const ids = key.map(({ value }) => value);
  if (ids.includes(undefined) || ids.includes(activeKey.value)) return;
  yield {
    at: activeKey.word,
    message: `active_key ${activeKey.value} is not defined as a key; keepalived drops auth_hmac`,
  };
}
