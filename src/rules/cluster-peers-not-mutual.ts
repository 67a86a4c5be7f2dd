import { type Mesh, type MeshNode, readMesh } from "../cluster/mesh.js";
import { keywordOf } from "../cluster/place.js";
import { defineClusterRule, type Finding } from "../lint/define-rule.js";
import { addLineBehind } from "../lint/edits.js";

export default defineClusterRule({
  name: "cluster-peers-not-mutual",
  group: "cluster",
  severity: "error",
  fix: "unsafe",
  summary: "unicast_peer of a node does not list another node's address, or lists an address that no node has.",
  why: `A node's adverts reach only its peers: a node that nobody lists hears nothing and becomes a second master.
With three nodes this only shows in some failures.`,
  how: "On each node, list the unicast_src_ip of every other node.",
  ignoreWhen: "A node uses address translation (NAT), or sends from a second interface.",
  keepalived: "Does not detect this: it only sees one node.",
  source: "vrrp.c:vrrp_send_adv; measured with 2.2.7 and 2.4.3",
  keywords: ["vrrp_instance/unicast_peer", "vrrp_instance/unicast_src_ip"],
  examples: {
    bad: {
      "lb1.conf": `vrrp_instance VI_1 {
    state MASTER
    interface eth0
    virtual_router_id 51
    priority 150
    unicast_src_ip 192.0.2.2
    unicast_peer {
        192.0.2.4
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
    unicast_src_ip 192.0.2.3
    unicast_peer {
        192.0.2.2
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
    unicast_src_ip 192.0.2.2
    unicast_peer {
        192.0.2.3
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
    unicast_src_ip 192.0.2.3
    unicast_peer {
        192.0.2.2
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
      const mesh = readMesh(router);
      if (mesh === undefined) continue;
      for (const { node, others } of mesh.moved) yield moved(node, others);
      for (const node of mesh.nodes) yield* report(node, mesh, cluster.isComplete);
    }
  },
});

/** All others agree on another address for this node. */
function moved({ member, source }: MeshNode, others: readonly MeshNode[]): Finding {
  const [first] = others;
  const address = first?.strangers[0];
  return {
    at: member.instance.source.at,
    message: `no other node lists ${source} as unicast_peer; they list ${address?.address}`,
    related: others.flatMap(({ member: { node }, strangers: [peer] }) =>
      peer === undefined ? [] : [{ at: peer.word, message: `peer of ${node.name}` }],
    ),
  };
}

/** A stranger in place of a node is one mistake; what is left over are others. */
function* report(node: MeshNode, mesh: Mesh, isComplete: boolean): Generator<Finding> {
  const { missing, strangers } = node;
  const isReplaced = missing.length > 0 && strangers.length > 0;
  const [absent] = missing;
  const [stranger] = strangers;
  if (isReplaced && absent !== undefined && stranger !== undefined) {
    yield {
      at: stranger.word,
      message: `unicast_peer lists ${stranger.address}, but ${absent.member.node.name} sends from ${absent.source}`,
      related: [{ at: absent.member.instance.source.at, message: `unicast_src_ip of ${absent.member.node.name}` }],
      fix: {
        title: `Change to "${absent.source}"`,
        safety: "unsafe",
        edits: [{ at: stranger.word, text: absent.source ?? "" }],
      },
    };
  }
  for (const other of missing.slice(isReplaced ? 1 : 0)) yield lacks(node, other);
  for (const peer of strangers.slice(isReplaced ? 1 : 0)) {
    // A peer of all nodes is probably a node whose file was not given.
    const isCommon = !isComplete || mesh.isCommon(peer.address);
    yield {
      at: peer.word,
      message: `unicast_peer ${peer.address} is not the unicast_src_ip of any node`,
      ...(isCommon ? { severity: "info" } : {}),
    };
  }
}

function lacks({ member }: MeshNode, other: MeshNode): Finding {
  const last = member.instance.peers.at(-1);
  const entry = member.instance.block.unicastPeer.find(({ address }) => address?.word === last?.word);
  return {
    at: keywordOf(member, "unicast_peer"),
    message: `unicast_peer is missing ${other.source} (unicast_src_ip of ${other.member.node.name})`,
    related: [{ at: other.member.instance.source.at, message: `${other.member.node.name} sends from here` }],
    ...(entry === undefined
      ? {}
      : {
          fix: {
            title: `Add ${other.source}`,
            safety: "unsafe",
            edits: [addLineBehind(entry.statement, other.source ?? "")],
          },
        }),
  };
}
