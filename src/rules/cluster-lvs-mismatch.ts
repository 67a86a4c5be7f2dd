import { findOddOf } from "../cluster/cluster.js";
import { type Service, servicesByName, textOf } from "../cluster/services.js";
import { defineClusterRule, type Finding } from "../lint/define-rule.js";
import type { Node } from "../semantic/node.js";
import { isWhole } from "../semantic/whole.js";
import type { Setting } from "../syntax/ast.js";

export default defineClusterRule({
  name: "cluster-lvs-mismatch",
  group: "cluster",
  severity: "warning",
  summary: "Virtual servers differ between nodes.",
  why: `The pool changes when the address moves: requests go to other servers or are distributed differently, and
connections are lost.`,
  how: "Configure the same virtual servers and real servers on all nodes; a shared file that all of them include cannot differ.",
  ignoreWhen: "A node is a real server of its own pool (direct routing), or does not serve at all.",
  keepalived: "Does not detect this: it only sees one node.",
  source: "check_data.c:alloc_vs, check_data.c:alloc_rs",
  keywords: [
    "virtual_server",
    "virtual_server/real_server",
    "virtual_server/lvs_sched",
    "virtual_server/lvs_method",
    "global_defs/lvs_sync_daemon",
  ],
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

virtual_server 192.0.2.10 80 {
    lvs_sched wrr
    lvs_method NAT
    protocol TCP
    real_server 198.51.100.1 80 {
        TCP_CHECK {
        }
    }
    real_server 198.51.100.2 80 {
        TCP_CHECK {
        }
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

virtual_server 192.0.2.10 80 {
    lvs_sched wrr
    lvs_method NAT
    protocol TCP
    real_server 198.51.100.1 80 {
        TCP_CHECK {
        }
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

virtual_server 192.0.2.10 80 {
    lvs_sched wrr
    lvs_method NAT
    protocol TCP
    real_server 198.51.100.1 80 {
        TCP_CHECK {
        }
    }
    real_server 198.51.100.2 80 {
        TCP_CHECK {
        }
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

virtual_server 192.0.2.10 80 {
    lvs_sched wrr
    lvs_method NAT
    protocol TCP
    real_server 198.51.100.1 80 {
        TCP_CHECK {
        }
    }
    real_server 198.51.100.2 80 {
        TCP_CHECK {
        }
    }
}
`,
    },
  },

  *check(cluster) {
    const { nodes, isComplete } = cluster;
    if (!nodes.every((node) => node.isComplete)) return;
    const without = nodes.filter((node) => node.ast.virtualServer.length === 0);
    let isSaid = false;
    for (const services of servicesByName(cluster).values()) {
      const lacking = nodes.filter((node) => !services.some((service) => service.node === node));
      // A node without any is one mistake, however many the others have.
      const isOther = lacking.some((node) => !without.includes(node));
      if (isComplete && lacking.length > 0 && (isOther || !isSaid)) {
        isSaid ||= !isOther;
        yield missing(services, lacking);
      }
      yield* differing(services);
    }
    yield* syncIds(nodes);
  },
});

function missing(services: readonly Service[], lacking: readonly Node[]): Finding {
  const [service] = services;
  if (service === undefined) throw new Error("a service on no node");
  const names = lacking.map(({ name }) => name).join(", ");
  return {
    at: service.head,
    message: `virtual_server ${service.name} exists on ${service.node.name} but not on ${names}`,
  };
}

function* differing(services: readonly Service[]): Generator<Finding> {
  yield* realServers(services);
  for (const [keyword, read, fallback] of SETTINGS) {
    const valueOf = (service: Service) => {
      const setting = read(service);
      if (setting === undefined) return isWhole(service.block, service.node) ? fallback : undefined;
      return textOf(setting);
    };
    for (const { item, value, reference, expected } of findOddOf(services, valueOf)) {
      const [own, other] = [read(item), read(reference)];
      yield {
        at: own?.word ?? item.head,
        message: `virtual_server ${item.name} has ${describe(keyword, value)} here but ${describe(keyword, expected)} on ${reference.node.name}`,
        related: [{ at: other?.word ?? reference.head, message: `on ${reference.node.name}` }],
      };
    }
  }
}

const describe = (keyword: string, value: string): string => (value === "" ? `no ${keyword}` : `${keyword} ${value}`);

const method = ({ block }: Service) => last(block.lvsMethod as Setting, block.lbKind as Setting);

/** Keyword, where it is, and what applies without it. */
const SETTINGS: readonly (readonly [string, (service: Service) => Setting | undefined, string | undefined])[] = [
  // Without one, protocol-missing reports it.
  ["protocol", ({ block }) => block.protocol as Setting, undefined],
  ["lvs_sched", ({ block }) => last(block.lvsSched as Setting, block.lbAlgo as Setting), "wlc"],
  ["lvs_method", method, "NAT"],
  ["persistence_timeout", ({ block }) => block.persistenceTimeout as Setting, ""],
  ["persistence_granularity", ({ block }) => block.persistenceGranularity as Setting, ""],
];

/** Of two names for one setting the later one applies. */
function last(a: Setting | undefined, b: Setting | undefined): Setting | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a.statement.token.start > b.statement.token.start ? a : b;
}

function* realServers(services: readonly Service[]): Generator<Finding> {
  const isKnown = services.every(({ realServers: servers }) =>
    [...servers.keys()].every((name) => !name.includes("$")),
  );
  if (!isKnown) return;
  const keyOf = (names: readonly string[]) => [...names].sort().join("; ");
  for (const { item, value, reference, expected } of findOddOf(services, (one) => [...one.realServers.keys()], keyOf)) {
    const lacks = expected.filter((name) => !value.includes(name));
    const extra = value.filter((name) => !expected.includes(name));
    // With direct routing each node may leave itself out, or name itself.
    if (lacks.length === 1 && extra.length === 1 && /^DR\b/.test(textOf(method(item)) ?? "")) continue;
    const server = item.realServers.get(extra[0] ?? "");
    const other = reference.realServers.get(lacks[0] ?? "");
    const has = [
      lacks.length > 0 ? `is missing real_server ${lacks.join(", ")}` : "",
      extra.length > 0 ? `has an additional real_server ${extra.join(", ")}` : "",
    ];
    yield {
      at: server?.statement.args[0] ?? item.head,
      message: `virtual_server ${item.name} ${has.filter(Boolean).join(" and ")} compared with ${reference.node.name}`,
      related: [{ at: other?.statement.args[0] ?? reference.head, message: `on ${reference.node.name}` }],
    };
  }
  yield* weights(services);
}

/** Where the pool is the same, other weights are worth a finding. */
function* weights(services: readonly Service[]): Generator<Finding> {
  for (const name of services[0]?.realServers.keys() ?? []) {
    const weightOf = ({ realServers: servers, block }: Service) =>
      servers.has(name) ? (servers.get(name)?.weight?.value ?? block.weight?.value ?? 1) : undefined;
    for (const { item, value, reference, expected } of findOddOf(services, weightOf)) {
      const [server, other] = [item.realServers.get(name), reference.realServers.get(name)];
      yield {
        at: server?.weight?.word ?? server?.statement.args[0] ?? item.head,
        message: `real_server ${name} has weight ${value} here but ${expected} on ${reference.node.name}`,
        related: [
          {
            at: other?.weight?.word ?? other?.statement.args[0] ?? reference.head,
            message: `on ${reference.node.name}`,
          },
        ],
        severity: "info",
      };
    }
  }
}

/** Connections are taken over only from a daemon with the same id. */
function* syncIds(nodes: readonly Node[]): Generator<Finding> {
  const daemon = (node: Node) => node.ast.globalDefs?.lvsSyncDaemon;
  const idOf = (node: Node) => {
    const words = daemon(node)?.statement.args ?? [];
    const at = words.findIndex(({ value }) => value === "id");
    return at < 0 ? undefined : words[at + 1]?.value;
  };
  for (const { item, value, reference, expected } of findOddOf(nodes, idOf)) {
    const at = daemon(item)?.word;
    if (at === undefined || value.includes("$") || expected.includes("$")) continue;
    const other = daemon(reference)?.word;
    yield {
      at,
      message: `lvs_sync_daemon has id ${value} here but ${expected} on ${reference.name}`,
      related: other === undefined ? [] : [{ at: other, message: `id ${expected} on ${reference.name}` }],
    };
  }
}
