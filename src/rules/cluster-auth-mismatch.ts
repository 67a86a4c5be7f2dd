import { findOdd } from "../cluster/cluster.js";
import { type Key, type Keys, readHmac } from "../cluster/hmac.js";
import type { Member, VirtualRouter } from "../cluster/virtual-routers.js";
import { defineClusterRule, type Finding } from "../lint/define-rule.js";
import type { Authentication } from "../semantic/authentication.js";
import { alsoRestless } from "../simulate/restless.js";

export default defineClusterRule({
  name: "cluster-auth-mismatch",
  group: "cluster",
  severity: "error",
  summary: "Nodes of one virtual router authenticate differently, or with different secrets.",
  why: `Every advert is rejected, so each node believes that it is alone and takes the addresses. Changing the
password on only one node has exactly this effect.`,
  how: "Use the same auth_type and the same secret on all nodes; change them on all nodes at the same time.",
  keepalived: "Does not detect this: it only sees one node.",
  source: "vrrp.c:vrrp_check_packet; measured with 2.4.3",
  keywords: [
    "vrrp_instance/authentication",
    "vrrp_instance/authentication/auth_type",
    "vrrp_instance/authentication/auth_pass",
    "vrrp_instance/auth_hmac",
  ],
  examples: {
    bad: {
      "lb1.conf": `vrrp_instance VI_1 {
    state MASTER
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
      "lb2.conf": `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    authentication {
        auth_type PASS
        auth_pass k8x2qLm8
    }
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
    },
    good: {
      "lb1.conf": `vrrp_instance VI_1 {
    state MASTER
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
      "lb2.conf": `vrrp_instance VI_1 {
    state BACKUP
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
  },

  *check(cluster) {
    for (const router of cluster.routers) {
      // Of two versions one has no authentication, and cluster-version-mismatch reports that.
      if (findOdd(router, ({ instance }) => instance.version.value).length > 0) continue;
      const odd = findOdd(router, comparable, keyOf);
      const members = odd.map(({ member }) => member);
      const also = alsoRestless(cluster, router, members);
      for (const { member, value, reference, expected } of odd) {
        const finding = report(member, value, reference, expected);
        yield { ...finding, message: `${finding.message}${also}` };
      }
      if (odd.length === 0) yield* unmetKeys(router);
    }
  },
});

/** What is sent and compared; undefined where it is not known, or refused and reported elsewhere. */
const comparable = ({ instance: { authentication } }: Member): Authentication | undefined =>
  authentication.kind === "unknown" ? undefined : authentication;

const keyOf = ({ kind, secret }: Authentication): string => `${kind} ${secret ?? ""}`;

function report(member: Member, value: Authentication, reference: Member, expected: Authentication): Finding {
  const isSecret = value.kind === expected.kind;
  const differs = isSecret
    ? `auth_pass differs from ${reference.node.name} in the first 8 bytes`
    : `${describe(value)} here but ${describe(expected)} on ${reference.node.name}`;
  const place = ({ instance: { block } }: Member, { at }: Authentication) =>
    isSecret ? at : (block.authentication?.authType?.word ?? at);
  return {
    at: place(member, value),
    message: differs,
    related: [{ at: place(reference, expected), message: isSecret ? "auth_pass here" : `${describe(expected)} here` }],
  };
}

const describe = ({ kind }: Authentication): string => (kind === "none" ? "no authentication" : `auth_type ${kind}`);

/** The active key of each node has to be known to each node that requires keys. */
function* unmetKeys({ members }: VirtualRouter): Generator<Finding> {
  const all = members.map((member) => ({ member, keys: readHmac(member.instance) }));
  for (const { member, keys } of all) {
    const known = keys === "unknown" ? undefined : keys;
    for (const { member: other, keys: receiver } of all) {
      if (keys === "unknown" || other === member || receiver === undefined || receiver === "unknown") continue;
      if (receiver.mode !== "enforce" || isKnown(known?.active, receiver)) continue;
      yield unmet(member, known, other, receiver);
      break;
    }
  }
}

const isKnown = (active: Key | undefined, { keys }: Keys): boolean =>
  active !== undefined && keys.get(active.id)?.secret === active.secret;

function unmet(member: Member, keys: Keys | undefined, other: Member, receiver: Keys): Finding {
  const what = keys === undefined ? "no auth_hmac" : `active_key ${keys.active?.id} of ${member.node.name}`;
  const message =
    keys === undefined
      ? `${what} here, but ${other.node.name} requires it`
      : `${what} is not a key of ${other.node.name}`;
  return { at: keys?.at ?? member.instance.head, message, related: [{ at: receiver.at, message: "auth_hmac here" }] };
}
