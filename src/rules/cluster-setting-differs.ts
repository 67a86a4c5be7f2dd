import { findOddOf } from "../cluster/cluster.js";
import { defaultText, type Said, settingsOf } from "../cluster/settings.js";
import type { Member, VirtualRouter } from "../cluster/virtual-routers.js";
import { type Anchor, defineClusterRule, type Finding } from "../lint/define-rule.js";
import { OWNER_PRIORITY } from "../semantic/instances.js";
import type { Node } from "../semantic/node.js";
import type { Typed } from "../syntax/ast.js";

export default defineClusterRule({
  name: "cluster-setting-differs",
  group: "cluster",
  severity: "info",
  summary: "A setting that nodes normally share differs between them.",
  why: `The behaviour changes with the master; usually an edit was made in only one of the files.`,
  how: "Use the same value on all nodes.",
  keepalived: "Does not detect this: it only sees one node.",
  source: "vrrp.c:vrrp_complete_instance",
  keywords: ["vrrp_instance/accept", "vrrp_instance/no_accept", "global_defs/vrrp_strict", "vrrp_script/interval"],
  examples: {
    bad: {
      "lb1.conf": `vrrp_instance VI_1 {
    state MASTER
    interface eth0
    virtual_router_id 51
    priority 150
    accept
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
    no_accept
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
    accept
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
    accept
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
    },
  },

  *check(cluster) {
    const { nodes, routers } = cluster;
    if (!nodes.every((node) => node.isComplete)) return;
    for (const router of routers) {
      yield* differing(router.members.map(holderOf), (name) => !OWN.has(name));
      yield* accepting(router);
      yield* prefixes(router);
    }
    const globals = nodes.map((node) => ({ node, at: undefined, contents: node.ast.globalDefs?.contents ?? [] }));
    yield* differing(globals, (name) => name.startsWith("vrrp_") && !GLOBAL_OWN.test(name));
    yield* scripts(nodes);
  },
});

/** What belongs to a node, or has a rule of its own. */
const OWN: ReadonlySet<string> = new Set([
  ...["state", "interface", "virtual_router_id", "priority", "advert_int", "version", "native_ipv6", "vrf", "debug"],
  ...["mcast_src_ip", "unicast_src_ip", "mcast_dst_ip", "track_src_ip", "unicast_ttl", "unicast_fault_no_peer"],
  ...["use_vmac", "use_ipvlan", "vmac_xmit_base", "nopreempt", "preempt", "preempt_delay", "accept", "no_accept"],
  ...["v3_checksum_as_v2", "lvs_sync_daemon_interface", "linkbeat_use_polling"],
  ...[
    "notify",
    "notify_master",
    "notify_backup",
    "notify_fault",
    "notify_stop",
    "notify_deleted",
    "notify_master_rx_lower_pri",
  ],
]);

/** Processes, buffers and what has a rule of its own. */
const GLOBAL_OWN =
  /^vrrp_(?:version|ipsets|iptables|process_name|priority|rlimit|rt_|cpu|netlink|rx_bufs|notify_fifo|no_swap|mcast)/;

interface Holder {
  readonly node: Node;
  /** Where to show what is not written; undefined: nowhere. */
  readonly at: Anchor | undefined;
  readonly contents: readonly Typed[];
}

const holderOf = ({ node, instance }: Member): Holder => ({
  node,
  at: instance.head,
  contents: instance.block.contents,
});

function* differing(holders: readonly Holder[], counts: (name: string) => boolean): Generator<Finding> {
  const said = new Map(holders.map((holder) => [holder, settingsOf(holder.contents)]));
  const samples = new Map<string, Said>();
  for (const settings of said.values()) for (const [name, one] of settings) if (counts(name)) samples.set(name, one);
  for (const [name, sample] of samples) {
    const textOf = (holder: Holder) =>
      said.get(holder)?.get(name)?.text ?? defaultText(sample.setting, holder.node.ast.globalDefs?.contents ?? []);
    for (const { item, value, reference, expected } of findOddOf(holders, textOf)) {
      const own = said.get(item)?.get(name)?.setting.word;
      const other = said.get(reference)?.get(name)?.setting.word;
      const at = own ?? item.at ?? other;
      if (at === undefined) continue;
      yield {
        at,
        message: `${name} is ${value} on ${item.node.name} but ${expected} on ${reference.node.name}`,
        related: other === undefined || other === at ? [] : [{ at: other, message: `on ${reference.node.name}` }],
      };
    }
  }
}

/** Strict mode, the priority and the version decide it too; an owner always accepts. */
function* accepting({ members }: VirtualRouter): Generator<Finding> {
  const others = members.filter(({ instance }) => instance.priority.value !== OWNER_PRIORITY);
  for (const { item, value, reference } of findOddOf(others, ({ instance }) => instance.accepts.value)) {
    const [own, other] = value ? ["accepts", "drops"] : ["drops", "accepts"];
    yield {
      at: item.instance.accepts.at,
      message: `${item.node.name} ${own} packets to the virtual addresses, but ${reference.node.name} ${other} them`,
      related: [{ at: reference.instance.accepts.at, message: `on ${reference.node.name}` }],
    };
  }
}

/** Of addresses that both list; a missing prefix is one of full length. */
function* prefixes({ members }: VirtualRouter): Generator<Finding> {
  const [reference, ...others] = members;
  const known = new Map(reference?.instance.addresses.map((address) => [address.address, address]));
  for (const { instance } of others) {
    for (const { address, prefix, family, word } of instance.addresses) {
      const other = known.get(address);
      const full = family === 4 ? 32 : 128;
      if (other === undefined || reference === undefined || (other.prefix ?? full) === (prefix ?? full)) continue;
      yield {
        at: word,
        message: `${address} has prefix length ${prefix ?? full} here but ${other.prefix ?? full} on ${reference.node.name}`,
        related: [{ at: other.word, message: `on ${reference.node.name}` }],
      };
    }
  }
}

/** Scripts of one name; what they run may be elsewhere on each node. */
function* scripts(nodes: readonly Node[]): Generator<Finding> {
  const byName = new Map<string, Holder[]>();
  for (const node of nodes) {
    for (const { args, contents, statement } of node.ast.vrrpScript) {
      const { name } = args;
      if (name?.value === undefined) continue;
      const holder = { node, at: statement.keyword, contents };
      const known = byName.get(name.value);
      if (known === undefined) byName.set(name.value, [holder]);
      else if (!known.some((one) => one.node === node)) known.push(holder);
    }
  }
  for (const holders of byName.values()) yield* differing(holders, (name) => SCRIPT_SHARED.has(name));
}

const SCRIPT_SHARED: ReadonlySet<string> = new Set(["interval", "timeout", "rise", "fall", "weight", "init_fail"]);
