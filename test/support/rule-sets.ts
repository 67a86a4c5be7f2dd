/** What a node does behind rules, while the other one has the higher priority: `backup` hears it, `master` does not. */
export type Outcome = "backup" | "master" | "master, then backup";

/** Which adverts the pair sends. */
export type AdvertKind = "multicast" | "unicast" | "ah" | "ipv6" | "vmac";

/** Rules of the second node's host. */
export interface RuleSet {
  readonly name: string;
  readonly kind: AdvertKind;
  readonly program: "nft" | "iptables";
  readonly text: string;
  /** What `kalint host --ruleset` says of the adverts that come in. */
  readonly fate: "passes" | "dropped" | "late" | "unknown";
}

/** Rules for the chain `input`; `more` are other chains and sets of the table. */
const nft = (rules: string, { policy = "drop", more = "" } = {}): string => `table inet filter {
${more}
  chain input {
    type filter hook input priority filter; policy ${policy};
    iif "lo" accept
    icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert } accept
    ${rules.split("; ").join("\n    ")}
  }
}
`;

const iptables = (rules: string, { policy = "DROP", chains = "" } = {}): string => `*filter
:INPUT ${policy} [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
${chains}-A INPUT -i lo -j ACCEPT
${rules.split("; ").join("\n")}
COMMIT
`;

type Row = readonly [kind: AdvertKind, fate: RuleSet["fate"], rules: string, more?: object];

const NFT: readonly Row[] = [
  ["multicast", "dropped", "tcp dport 22 accept"],
  ["multicast", "passes", "ip protocol vrrp accept"],
  ["multicast", "passes", 'iifname "eth0" ip saddr 192.0.2.1 ip daddr 224.0.0.18 meta l4proto 112 accept'],
  ["multicast", "dropped", 'iifname "eth1" meta l4proto 112 accept'],
  ["multicast", "dropped", "ip saddr 192.0.2.9 meta l4proto 112 accept"],
  ["multicast", "passes", "ip saddr { 192.0.2.0/29, 198.51.100.1 } meta l4proto { ah, vrrp } accept"],
  ["multicast", "dropped", "ip saddr != 192.0.2.0/24 accept"],
  ["multicast", "dropped", "ct state established,related accept"],
  ["multicast", "passes", "ct state vmap { established : accept, related : accept, new : accept }"],
  ["multicast", "passes", "ip daddr 224.0.0.0/24 accept"],
  ["multicast", "passes", "meta pkttype multicast accept"],
  ["multicast", "passes", "fib daddr type multicast accept"],
  ["multicast", "passes", "ip ttl 255 ip protocol 112 accept"],
  ["multicast", "dropped", "meta l4proto udp accept"],
  ["multicast", "passes", "jump vrrp", { more: "  chain vrrp {\n    ip protocol vrrp accept\n  }" }],
  ["multicast", "dropped", "jump vrrp", { more: "  chain vrrp {\n    return\n    ip protocol vrrp accept\n  }" }],
  ["multicast", "dropped", "goto vrrp; accept", { more: "  chain vrrp {\n    tcp dport 22 accept\n  }" }],
  [
    "multicast",
    "passes",
    "ip saddr @peers ip protocol vrrp accept",
    { more: "  set peers {\n    type ipv4_addr; flags interval\n    elements = { 192.0.2.1-192.0.2.3 }\n  }" },
  ],
  ["multicast", "dropped", "ip protocol vrrp drop; accept", { policy: "accept" }],
  ["multicast", "passes", "ip protocol tcp drop", { policy: "accept" }],
  ["multicast", "dropped", 'iifname "eth*" reject', { policy: "accept" }],
  ["multicast", "unknown", "limit rate 100/second accept"],
  [
    "multicast",
    "dropped",
    "ip protocol vrrp accept",
    {
      more: "  chain early {\n    type filter hook prerouting priority raw; policy accept;\n    ip protocol vrrp drop\n  }",
    },
  ],
  [
    "multicast",
    "dropped",
    "ct state new ip protocol vrrp accept",
    {
      more: "  chain early {\n    type filter hook prerouting priority raw; policy accept;\n    ip protocol vrrp notrack\n  }",
    },
  ],
  ["unicast", "late", "ct state established,related accept"],
  ["unicast", "dropped", "ip daddr 224.0.0.18 ip protocol vrrp accept"],
  ["unicast", "passes", "ip saddr 192.0.2.1 ip daddr 192.0.2.2 ip protocol vrrp accept"],
  ["unicast", "passes", "fib daddr type local meta l4proto != tcp accept"],
  ["ah", "dropped", "ip protocol vrrp accept"],
  ["ah", "passes", "ip protocol ah accept"],
  ["ipv6", "dropped", "ip protocol vrrp accept"],
  ["ipv6", "passes", "ip6 daddr ff02::12 meta l4proto vrrp accept"],
  ["ipv6", "passes", "ip6 saddr fe80::/10 ip6 nexthdr 112 accept"],
  ["vmac", "passes", "ip protocol vrrp accept"],
  ["vmac", "unknown", 'iifname "eth0" ip protocol vrrp accept'],
];

const IPTABLES: readonly Row[] = [
  ["multicast", "dropped", "-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT"],
  ["multicast", "passes", "-A INPUT -p vrrp -j ACCEPT"],
  [
    "multicast",
    "passes",
    '-A INPUT -s 192.0.2.1/32 -d 224.0.0.18/32 -i eth0 -p 112 -m comment --comment "-j DROP" -j ACCEPT',
  ],
  ["multicast", "dropped", "-A INPUT ! -i eth+ -p vrrp -j ACCEPT"],
  ["multicast", "passes", "-A INPUT -d 224.0.0.0/255.255.255.0 ! -p tcp -j ACCEPT"],
  ["multicast", "dropped", "-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT"],
  ["multicast", "passes", "-A INPUT -m pkttype --pkt-type multicast -m addrtype --dst-type MULTICAST -j ACCEPT"],
  ["multicast", "passes", "-A INPUT -m iprange --src-range 192.0.2.1-192.0.2.9 -j ACCEPT"],
  ["multicast", "dropped", "-A INPUT -p vrrp -j LOG\n-A INPUT -p vrrp -j REJECT", { policy: "ACCEPT" }],
  ["multicast", "unknown", "-A INPUT -p vrrp -m limit --limit 50/sec -j ACCEPT"],
  ["multicast", "passes", "-A VRRP -p vrrp -j ACCEPT; -A INPUT -j VRRP", { chains: ":VRRP - [0:0]\n" }],
  ["multicast", "dropped", "-A VRRP -j RETURN; -A INPUT -g VRRP; -A INPUT -j ACCEPT", { chains: ":VRRP - [0:0]\n" }],
  ["unicast", "late", "-A INPUT -m state --state RELATED,ESTABLISHED -j ACCEPT"],
  ["unicast", "passes", "-A INPUT -s 192.0.2.1/32 -p vrrp -j ACCEPT"],
  ["ah", "dropped", "-A INPUT -p vrrp -j ACCEPT"],
];

const named =
  (program: RuleSet["program"], text: (rules: string, more?: object) => string) =>
  ([kind, fate, rules, more]: Row): RuleSet => ({
    name: `${program}, ${kind}: ${rules}${more === undefined ? "" : ` ${JSON.stringify(more)}`}`,
    kind,
    program,
    text: text(rules, more),
    fate,
  });

/** Rules that let adverts pass or do not, each for another reason. */
export const RULE_SETS: readonly RuleSet[] = [
  ...NFT.map(named("nft", nft)),
  ...IPTABLES.map(named("iptables", iptables)),
];

/** The outcomes that a fate allows. */
export const OUTCOMES: Readonly<Record<RuleSet["fate"], readonly Outcome[]>> = {
  passes: ["backup"],
  dropped: ["master"],
  late: ["master, then backup"],
  unknown: ["backup", "master", "master, then backup"],
};

const LINES: Readonly<Record<AdvertKind, (own: number) => string>> = {
  multicast: (own) => `mcast_src_ip 192.0.2.${own}`,
  unicast: (own) => `unicast_src_ip 192.0.2.${own}\n    unicast_peer {\n        192.0.2.${3 - own}\n    }`,
  ah: () => "authentication {\n        auth_type AH\n        auth_pass secret\n    }",
  ipv6: () => "version 3",
  vmac: () => "use_vmac",
};

/** The first or second node of a pair. */
export const nodeText = (kind: AdvertKind, own: 1 | 2): string => `vrrp_instance V {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority ${own === 1 ? 150 : 100}
    advert_int 1
    ${LINES[kind](own)}
    virtual_ipaddress {
        ${kind === "ipv6" ? "fe80::51/64" : "192.0.2.100/24"}
    }
}
`;
