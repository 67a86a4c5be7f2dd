/** Texts of the nodes of a cluster, by name of the file. */
export type ClusterTexts = Readonly<Record<string, string>>;

/** Indents the lines of a block body. */
const body = (...lines: readonly (string | readonly string[])[]): string[] => lines.flat().map((line) => `    ${line}`);

const block = (head: string, ...lines: readonly (string | readonly string[])[]): string[] => [
  `${head} {`,
  ...body(...lines),
  "}",
];

const priorityOf = (rank: number): number => 200 - 20 * rank;

const stateOf = (rank: number): string => (rank === 0 ? "state MASTER" : "state BACKUP");

const secret = block("authentication", "auth_type PASS", "auth_pass k8x2qLm9");

const vips = (...addresses: readonly string[]): string[] => block("virtual_ipaddress", addresses);

const globals = (node: number, ...more: readonly string[]): string[] =>
  block("global_defs", `router_id lb${node + 1}`, "script_user nobody", "enable_script_security", more);

const script = (...settings: readonly string[]): string[] =>
  block("vrrp_script chk_web", 'script "/usr/local/bin/chk-web --quick"', "interval 2", settings);

const track = block("track_script", "chk_web");

/** Rotates the order of the nodes, so that another one is the master. */
const rankOf = (node: number, count: number, shift: number): number => (node + shift) % count;

function unicast(node: number, count: number, prefix: string): string[] {
  const peers = Array.from({ length: count }, (_, other) => `${prefix}${other + 2}`).filter(
    (_, other) => other !== node,
  );
  return [`unicast_src_ip ${prefix}${node + 2}`, ...block("unicast_peer", peers)];
}

type NodeLines = (node: number, count: number) => readonly (readonly string[])[];

/** Weighted checks, a secret, one MASTER. */
const multicast: NodeLines = (node) => [
  globals(node),
  script("weight -120"),
  block(
    "vrrp_instance VI_1",
    stateOf(node),
    "interface eth0",
    "virtual_router_id 51",
    `priority ${priorityOf(node)}`,
    "advert_int 1",
    secret,
    vips("192.0.2.10/24", "192.0.2.11/24"),
    track,
  ),
];

/** A full mesh without anything to check. */
const unicastMesh: NodeLines = (node, count) => [
  block("global_defs", `router_id lb${node + 1}`),
  block(
    "vrrp_instance VI_1",
    stateOf(node),
    "interface eth0",
    "virtual_router_id 51",
    `priority ${priorityOf(node)}`,
    "advert_int 1",
    unicast(node, count, "198.51.100."),
    secret,
    vips("198.51.100.100/24", "198.51.100.101/24"),
  ),
];

const ipv6: NodeLines = (node) => [
  globals(node),
  script(),
  block(
    "vrrp_instance VI_6",
    stateOf(node),
    "interface eth0",
    "virtual_router_id 61",
    `priority ${priorityOf(node)}`,
    "advert_int 0.5",
    vips("fe80::61/64", "2001:db8::10/64"),
    track,
  ),
];

/** Nobody is preferred, and no check has a weight. */
const syncGroup: NodeLines = (node) => {
  const instance = (name: string, device: string, id: number, address: string) =>
    block(
      `vrrp_instance ${name}`,
      "state BACKUP",
      `interface ${device}`,
      `virtual_router_id ${id}`,
      `priority ${priorityOf(node)}`,
      "nopreempt",
      "advert_int 1",
      vips(address),
      track,
    );
  return [
    globals(node),
    script(),
    block("vrrp_sync_group G1", block("group", "outside", "inside", "middle")),
    instance("outside", "eth0", 51, "192.0.2.10/24"),
    instance("inside", "eth1", 52, "198.51.100.10/24"),
    instance("middle", "eth2", 53, "203.0.113.10/24"),
  ];
};

/** Each node is the master of another instance. */
const several: NodeLines = (node, count) => [
  block("global_defs", `router_id lb${node + 1}`),
  ...[0, 1, 2].map((shift) =>
    block(
      `vrrp_instance VI_${shift + 1}`,
      stateOf(rankOf(node, count, shift)),
      "interface eth0",
      `virtual_router_id ${51 + shift}`,
      `priority ${priorityOf(rankOf(node, count, shift))}`,
      "advert_int 2",
      secret,
      vips(`192.0.2.${10 + shift}/24`),
    ),
  ),
];

/** Version 3 over IPv4 with a virtual MAC address, by default values. */
const version3: NodeLines = (node) => [
  block("global_defs", `router_id lb${node + 1}`, "vrrp_version 3"),
  block(
    "vrrp_instance VI_1",
    "state BACKUP",
    "interface eth0",
    "virtual_router_id 51",
    `priority ${priorityOf(node)}`,
    "use_vmac",
    vips("192.0.2.10/24", "192.0.2.11/24"),
  ),
];

const check = block("TCP_CHECK", "connect_timeout 3");

const lvs: NodeLines = (node) => [
  block("global_defs", `router_id lb${node + 1}`, "lvs_sync_daemon eth0 VI_1 id 7"),
  block(
    "vrrp_instance VI_1",
    stateOf(node),
    "interface eth0",
    "virtual_router_id 51",
    `priority ${priorityOf(node)}`,
    "advert_int 1",
    secret,
    vips("192.0.2.10/24"),
  ),
  ...["80", "443"].map((port) =>
    block(
      `virtual_server 192.0.2.10 ${port}`,
      "delay_loop 5",
      "lvs_sched wrr",
      "lvs_method NAT",
      "protocol TCP",
      ...["1", "2", "3"].map((host) => block(`real_server 198.51.100.${host} ${port}`, "weight 10", check)),
    ),
  ),
];

function nodes(count: number, lines: NodeLines): ClusterTexts {
  const texts = Array.from({ length: count }, (_, node) =>
    lines(node, count)
      .map((one) => one.join("\n"))
      .join("\n\n"),
  );
  return Object.fromEntries(texts.map((text, node) => [`lb${node + 1}.conf`, `${text}\n`]));
}

/** Clusters without a fault, by name: kind and number of nodes. */
export const soundClusters: Readonly<Record<string, ClusterTexts>> = Object.fromEntries(
  Object.entries({ multicast, unicast: unicastMesh, ipv6, sync: syncGroup, several, version3, lvs }).flatMap(
    ([name, lines]) => [2, 3, 5].map((count) => [`${name}-${count}`, nodes(count, lines)] as const),
  ),
);
