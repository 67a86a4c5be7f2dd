import { defineNodeRule, type Finding, type FindingFix } from "../lint/define-rule.js";
import { insertBlockBefore } from "../lint/layout.js";
import type { Instance } from "../semantic/instances.js";
import type { Node } from "../semantic/node.js";
import { groupBy } from "../text/group-by.js";

/** What distinguishes the families at the end of a name: `web4`, `VI_1_v6`, `web-ipv6`. */
const FAMILY = /[_-]?(?:ip|inet)?v?[46]$/i;

export default defineNodeRule({
  name: "dual-stack-not-synced",
  group: "sync-groups",
  isUnreported: true,
  severity: "info",
  judges: "absence",
  fix: "unsafe",
  isOncePerCluster: true,
  summary: "Related IPv4 and IPv6 instances are not in one sync group.",
  why: `Each family elects its own master, so after a failure IPv4 may be on one node and IPv6 on the other. Clients
that try both see a service that only half works.`,
  how: "Put both instances into one vrrp_sync_group.",
  ignoreWhen: "The two are independent services.",
  keepalived: "Does not detect this.",
  source: "acassen/keepalived#2146, acassen/keepalived#497",
  keywords: ["vrrp_sync_group", "vrrp_sync_group/group"],
  examples: {
    bad: `vrrp_instance web4 {
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        192.0.2.10/24
    }
}
vrrp_instance web6 {
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        fe80::51
        2001:db8::10/64
    }
}
`,
    good: `vrrp_sync_group web {
    group {
        web4
        web6
    }
}
vrrp_instance web4 {
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        192.0.2.10/24
    }
}
vrrp_instance web6 {
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        fe80::51
        2001:db8::10/64
    }
}
`,
  },

  *check(node) {
    // Names are looked at only where both families are.
    if (!node.instances.some(({ family }) => family === 6)) return;
    // A member whose name is not known may be any of them.
    if (node.syncGroups.some(({ members }) => members.some(({ ignored }) => ignored === "unknown"))) return;
    const fours = node.instances.filter(({ family }) => family === 4);
    const byStem = groupBy(fours, (one) => keyOf(one, stem(one)));
    const byId = groupBy(fours, (one) => keyOf(one, one.vrid.value));
    for (const six of node.instances) {
      if (six.family !== 6) continue;
      // The IPv4 instance of the same stem, else the one of the same router id, if there is one only.
      const [four, ...others] = byStem.get(keyOf(six, stem(six))) ?? byId.get(keyOf(six, six.vrid.value)) ?? [];
      if (four === undefined || others.length > 0 || six.interface.value === undefined) continue;
      const group = node.groupOf(four);
      if (group === undefined || group !== node.groupOf(six)) yield notSynced(node, four, six);
    }
  },
});

/** What is not known is like nothing else. */
const keyOf = (instance: Instance, value: number | string | undefined): unknown =>
  instance.interface.value === undefined || value === undefined ? instance : `${instance.interface.value} ${value}`;

const groupName = ({ name }: Instance): string | undefined => name?.replace(FAMILY, "");

const stem = (instance: Instance): string | undefined => groupName(instance)?.toLowerCase();

function notSynced(node: Node, four: Instance, six: Instance): Finding {
  const fix = makeGroup(node, four, six);
  return {
    at: six.head,
    message: `${six.name ?? "this instance"} (IPv6) and ${four.name ?? "another"} (IPv4) are not in a common sync group`,
    related: [{ at: four.head, message: "the IPv4 instance" }],
    ...(fix === undefined ? {} : { fix }),
  };
}

/** Where weights or different settings would be at odds with a group, a person has to choose. */
function makeGroup(node: Node, four: Instance, six: Instance): FindingFix | undefined {
  const { token } = (four.block.statement.token.start < six.block.statement.token.start ? four : six).block.statement;
  const members = [four, six];
  const isFree = members.every(
    (one) => node.groupOf(one) === undefined && node.trackers(one).every(({ weight }) => weight === 0),
  );
  const isAlike =
    four.priority.value === six.priority.value &&
    four.nopreempt === six.nopreempt &&
    four.advertInt.value === six.advertInt.value;
  const name = groupName(four);
  const isTaken =
    !token.isFirst ||
    name === undefined ||
    name === "" ||
    !/^[\w.-]+$/.test(name) ||
    node.names.find("vrrp_sync_group", name) !== undefined;
  if (!isFree || !isAlike || isTaken || four.block.preemptDelay !== undefined || six.block.preemptDelay !== undefined)
    return undefined;
  const names = members.map((one) => `\t\t${one.name}`);
  const lines = [`vrrp_sync_group ${name} {`, "\tgroup {", ...names, "\t}", "}"];
  const edit = insertBlockBefore(token.source, token.start, lines);
  return edit && { title: "Put both into a sync group", safety: "unsafe", edits: [edit] };
}
