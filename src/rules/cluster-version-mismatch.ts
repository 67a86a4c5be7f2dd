import { findOdd } from "../cluster/cluster.js";
import type { Member, VirtualRouter } from "../cluster/virtual-routers.js";
import { defineClusterRule, type Finding } from "../lint/define-rule.js";
import { alsoRestless } from "../simulate/restless.js";

export default defineClusterRule({
  name: "cluster-version-mismatch",
  group: "cluster",
  severity: "error",
  summary: "Nodes of one virtual router use different VRRP versions, or compute the checksum differently.",
  why: `A node drops adverts of the other version and those with a wrong checksum: all nodes become master. A global vrrp_version
or vrrp_strict in one file is enough.`,
  how: "Set the same version on all nodes.",
  keepalived: "Does not detect this: it only sees one node.",
  source: "vrrp.c:vrrp_check_packet, RFC 9568 §7.1; measured with 2.2.7 and 2.4.3",
  keywords: ["vrrp_instance/version", "global_defs/vrrp_version", "vrrp_instance/v3_checksum_as_v2"],
  examples: {
    bad: {
      "lb1.conf": `vrrp_instance VI_1 {
    state MASTER
    interface eth0
    virtual_router_id 51
    priority 150
    version 2
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
    version 3
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
    version 3
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
    version 3
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
    },
  },

  *check(cluster) {
    for (const router of cluster.routers) {
      // Without a common address the families may differ, which cluster-vip-mismatch shows.
      if (findOdd(router, ({ instance }) => instance.family).length > 0) continue;
      const odd = findOdd(router, ({ instance }) => instance.version.value);
      const members = odd.map(({ member }) => member);
      const also = alsoRestless(cluster, router, members);
      for (const { member, value, reference, expected } of odd) {
        const { at, isDefault } = member.instance.version;
        yield {
          at,
          message: `VRRP version is ${value}${isDefault ? " (the default)" : ""} here but ${expected} on ${reference.node.name}${also}`,
          related: [{ at: reference.instance.version.at, message: `version ${expected} on ${reference.node.name}` }],
        };
      }
      if (odd.length === 0) yield* checksums(router);
    }
  },
});

function* checksums(router: VirtualRouter): Generator<Finding> {
  for (const { member, value, reference } of findOdd(router, checksum)) {
    const at = member.instance.block.v3ChecksumAsV2?.word ?? member.instance.head;
    const [own, other] = value ? ["without", "with"] : ["with", "without"];
    yield {
      at,
      message: `VRRPv3 checksums are computed ${own} the pseudo-header here but ${other} it on ${reference.node.name} (v3_checksum_as_v2)`,
      related: [
        {
          at: reference.instance.block.v3ChecksumAsV2?.word ?? reference.instance.head,
          message: `${other} the pseudo-header here`,
        },
      ],
    };
  }
}

/** `v3_checksum_as_v2` of an IPv4 instance that speaks version 3; elsewhere it changes nothing. */
function checksum({ node, instance: { block, version, family } }: Member): boolean | undefined {
  if (version.value !== 3 || family !== 4 || !node.isComplete) return undefined;
  const setting = block.v3ChecksumAsV2 ?? node.ast.globalDefs?.v3ChecksumAsV2;
  return setting === undefined ? false : setting.value;
}
