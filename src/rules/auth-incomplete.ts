import type { Word } from "../../grammar/index.js";
import { defineNodeRule, type Finding } from "../lint/define-rule.js";
import { isWhole } from "../semantic/whole.js";
import type { VrrpInstance } from "../syntax/ast.js";

export default defineNodeRule({
  name: "auth-incomplete",
  group: "vrrp",
  severity: "error",
  needs: ["vrrp_instance/authentication", "vrrp_instance/auth_hmac"],
  summary: "auth_type without auth_pass, or the other way round; a key of auth_hmac that keepalived drops, or none.",
  why: `keepalived needs both and drops half a block, so this node sends and takes adverts without authentication. A peer that
has both rejects its adverts: two masters.`,
  how: "Write both lines, or take the block out on all nodes.",
  keepalived:
    "Reports auth_type without auth_pass, and keys, and exits 5; says nothing about auth_pass without auth_type.",
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
      // What strict mode, version 3 or auth_hmac drop as a whole is reported as such.
      if (authentication === undefined || authHmac !== undefined || isStrict.value === true || version.value === 3)
        continue;
      if (isWhole(authentication, node)) yield* halves(authentication);
    }
  },
});

function* halves({ authType, authPass: written }: NonNullable<VrrpInstance["authentication"]>): Generator<Finding> {
  // An empty password is none.
  const authPass = written?.value === "" ? undefined : written;
  if (authType !== undefined && authPass === undefined) {
    yield { at: authType.word, message: `auth_type ${authType.word.value} without auth_pass, so keepalived drops it` };
  }
  if (authType === undefined && authPass !== undefined) {
    const at = authPass.statement.keyword ?? authPass.word;
    yield { at, message: "auth_pass without auth_type, so keepalived drops it" };
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
    const message = lengthFault(id.value, secret.value);
    const other = seen.get(id.value);
    if (message !== undefined) yield { at: secret.word, message };
    else if (other !== undefined) {
      const related = [{ at: other, message: "the one that counts" }];
      yield { at: id.word, message: `key ${id.value} is given twice; expected each number once`, related };
    } else seen.set(id.value, id.word);
  }
}

function lengthFault(id: number, secret: string): string | undefined {
  if (secret.startsWith("file:")) return undefined;
  const digits = secret.startsWith("hex:") ? secret.slice("hex:".length) : undefined;
  if (digits !== undefined && !/^[\da-f \t]*$/i.test(digits))
    return `key ${id} is not made of hexadecimal digits; expected ${2 * KEY_MIN} to ${2 * KEY_MAX} behind hex:`;
  const bytes = digits === undefined ? Buffer.byteLength(secret) : (digits.match(/[\da-f]{1,2}/gi)?.length ?? 0);
  if (bytes >= KEY_MIN && bytes <= KEY_MAX) return undefined;
  return `key ${id} is ${bytes} bytes long, so keepalived drops it; expected ${KEY_MIN} to ${KEY_MAX}`;
}

/** Adverts are signed with the key that `active_key` numbers (vrrp.c:vrrp_complete_instance). */
function* withoutKey({ activeKey, key }: NonNullable<VrrpInstance["authHmac"]>): Generator<Finding> {
  if (activeKey?.value === undefined || key.length === 0) return;
  const ids = key.map(({ value }) => value);
  if (ids.includes(undefined) || ids.includes(activeKey.value)) return;
  yield { at: activeKey.word, message: `active_key ${activeKey.value} has no key, so keepalived drops auth_hmac` };
}
