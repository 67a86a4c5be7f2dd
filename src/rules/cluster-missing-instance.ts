import type { Cluster } from "../cluster/cluster.js";
import { collidingRouters } from "../cluster/collisions.js";
import type { Member, VirtualRouter } from "../cluster/virtual-routers.js";
import { defineClusterRule, type Finding } from "../lint/define-rule.js";
import type { Node } from "../semantic/node.js";

export default defineClusterRule({
  name: "cluster-missing-instance",
  group: "cluster",
  severity: "warning",
  summary: "A virtual router is defined on only one node of the cluster.",
  why: `It has no backup: when its node fails, the address is gone, which is not noticed before the first real
failure.`,
  how: "Define the instance on another node as well.",
  ignoreWhen: "The address is meant to exist on this node only.",
  keepalived: "Does not detect this: it only sees one node.",
  source: "RFC 9568 §1.1",
  keywords: ["vrrp_instance"],
  examples: {
    bad: {
      "lb1.conf": `vrrp_instance VI_1 {
    state MASTER
    interface eth0
    virtual_router_id 51
    priority 150
    virtual_ipaddress {
        192.0.2.10/24
    }
}

vrrp_instance VI_2 {
    state MASTER
    interface eth0
    virtual_router_id 52
    priority 150
    virtual_ipaddress {
        192.0.2.20/24
    }
}
`,
      "lb2.conf": `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
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
    virtual_ipaddress {
        192.0.2.10/24
    }
}

vrrp_instance VI_2 {
    state MASTER
    interface eth0
    virtual_router_id 52
    priority 150
    virtual_ipaddress {
        192.0.2.20/24
    }
}
`,
      "lb2.conf": `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        192.0.2.10/24
    }
}

vrrp_instance VI_2 {
    state BACKUP
    interface eth0
    virtual_router_id 52
    priority 100
    virtual_ipaddress {
        192.0.2.20/24
    }
}
`,
    },
  },

  *check(cluster) {
    if (!cluster.isComplete) return;
    // One cause, one report: cluster-vrid-collision shows those that use one id.
    const colliding = new Set(collidingRouters(cluster).flat());
    const lone = cluster.routers.filter((router) => router.members.length === 1 && !colliding.has(router));
    // Files that were joined by the look of names and ids may be strangers.
    if (cluster.areRelated) for (const router of lone) yield* missing(router, cluster.nodes);
    yield* missingOnOne(cluster);
  },
});

function* missing({ members }: VirtualRouter, nodes: readonly Node[]): Generator<Finding> {
  const [member] = members;
  if (member === undefined) return;
  const others = nodes.filter((node) => node !== member.node).map(({ name }) => name);
  yield {
    at: member.instance.head,
    message: `${describe(member)} is defined only on ${member.node.name}, not on ${others.join(", ")}`,
  };
}

/** Of three and more nodes that share all other routers, the one that lacks one. */
function* missingOnOne({ nodes, routers }: Cluster): Generator<Finding> {
  const partial = routers.filter(({ members }) => members.length > 1 && members.length < nodes.length);
  const isOdd =
    nodes.length > 2 &&
    routers.length > partial.length &&
    partial.every(({ members }) => members.length === nodes.length - 1);
  if (!isOdd || routers.some(({ members }) => members.length === 1)) return;
  for (const { members } of partial) {
    const [member] = members;
    const lacking = nodes.find((node) => !members.some((one) => one.node === node));
    if (member === undefined || lacking === undefined) continue;
    yield { at: member.instance.head, message: `${describe(member)} is defined on all nodes except ${lacking.name}` };
  }
}

function describe({ instance: { name, vrid, addresses } }: Member): string {
  const address = addresses[0] === undefined ? "" : `, ${addresses[0].address}`;
  return `vrrp_instance ${name ?? ""} (virtual_router_id ${vrid.value ?? "unknown"}${address})`;
}
