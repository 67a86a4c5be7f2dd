import { type Flow, type HostNeeds, PROTOCOLS } from "./flow.js";

/** Programs whose rules are written. */
export const FIREWALLS = ["nftables", "iptables", "firewalld", "ufw"] as const;

export type Firewall = (typeof FIREWALLS)[number];

export interface CommandOptions {
  /** Also rules for what the host itself sends. */
  readonly outgoing: boolean;
  /** Table of nftables in which the chains `input`, `output` and `forward` are. */
  readonly table: string;
}

/** A comment of a firewall takes at most this many characters (nf_tables.h: NFT_USERDATA_MAXLEN, xt_comment.h). */
const MAX_COMMENT = 120;

const HEADS: Readonly<Record<Firewall, string>> = {
  nftables: "for nft -f. Each rule goes to the start of its chain.",
  iptables: "commands for a shell. Each rule goes to the start of its chain.",
  firewalld: "commands for a shell, for the default zone: add --zone=ZONE for another one. Then: firewall-cmd --reload",
  ufw: "commands for a shell.",
};

/** Rules for one node that allow what it needs, as text that the firewall's program takes. */
export function firewallRules(needs: HostNeeds, firewall: Firewall, options: CommandOptions): string {
  const flows = needs.flows.filter(({ direction }) => options.outgoing || direction !== "out");
  const lines = [`# ${clean(needs.node)}: ${HEADS[firewall]}`];
  if (firewall === "firewalld" && flows.some(({ direction }) => direction === "forward")) lines.push(...POLICY);
  return `${[...lines, ...flows.map((flow) => WRITERS[firewall](flow, options))].join("\n")}\n`;
}

const WRITERS: Readonly<Record<Firewall, (flow: Flow, options: CommandOptions) => string>> = {
  nftables,
  iptables,
  firewalld,
  ufw,
};

/** Without what could end a comment or a quoted word, or is not printed. */
const clean = (text: string): string => text.replace(/[^\p{L}\p{N} .,:;/@()_+=-]/gu, "_");

const comment = ({ reasons }: Flow): string => clean(reasons.join(", ")).slice(0, MAX_COMMENT);

/** An interface whose name every program takes as it is; a rule for any other is for all interfaces. */
const device = ({ interface: name }: Flow): string | undefined =>
  name !== undefined && /^[A-Za-z\d_][\w.:@-]*$/.test(name) ? name : undefined;

/** Protocols that have ports. */
const hasPorts = ({ protocol }: Flow): boolean => protocol === "tcp" || protocol === "udp" || protocol === "sctp";

const CHAINS = { in: "input", out: "output", forward: "forward" } as const;

function nftables(flow: Flow, { table }: CommandOptions): string {
  const { direction, family, protocol, from, to, fromPort, toPort } = flow;
  const name = device(flow);
  const ip = family === 4 ? "ip" : "ip6";
  const words = [
    `insert rule ${table} ${CHAINS[direction]}`,
    name !== undefined && `${direction === "out" ? "oifname" : "iifname"} "${name}"`,
    from === undefined && to === undefined && `meta nfproto ipv${family}`,
    from !== undefined && `${ip} saddr ${from}`,
    to !== undefined && `${ip} daddr ${to}`,
    `meta l4proto ${PROTOCOLS[protocol]}`,
    fromPort !== undefined && `${protocol} sport ${fromPort}`,
    toPort !== undefined && `${protocol} dport ${toPort}`,
    `accept comment "${comment(flow)}"`,
  ];
  return words.filter((word) => word !== false).join(" ");
}

function iptables(flow: Flow): string {
  const { direction, family, protocol, from, to, fromPort, toPort } = flow;
  const name = device(flow);
  const words = [
    `${family === 4 ? "iptables" : "ip6tables"} -I ${CHAINS[direction].toUpperCase()}`,
    name !== undefined && `${direction === "out" ? "-o" : "-i"} ${name}`,
    from !== undefined && `-s ${from}`,
    to !== undefined && `-d ${to}`,
    `-p ${hasPorts(flow) ? protocol : PROTOCOLS[protocol]}`,
    fromPort !== undefined && `--sport ${fromPort}`,
    toPort !== undefined && `--dport ${toPort}`,
    `-m comment --comment '${comment(flow)}' -j ACCEPT`,
  ];
  return words.filter((word) => word !== false).join(" ");
}

/** firewalld forwards nothing between zones without a policy. */
const POLICY = [
  "firewall-cmd --permanent --new-policy keepalived-lvs",
  "firewall-cmd --permanent --policy keepalived-lvs --add-ingress-zone ANY",
  "firewall-cmd --permanent --policy keepalived-lvs --add-egress-zone ANY",
];

function firewalld(flow: Flow): string {
  const { direction, family, protocol, from, to, fromPort, toPort } = flow;
  if (direction === "out") return `# not filtered by firewalld unless a policy does so: ${comment(flow)}`;
  const words = [
    `rule family="ipv${family}"`,
    from !== undefined && `source address="${from}"`,
    to !== undefined && `destination address="${to}"`,
    fromPort !== undefined && `source-port port="${fromPort}" protocol="${protocol}"`,
    toPort !== undefined && `port port="${toPort}" protocol="${protocol}"`,
    fromPort === undefined && toPort === undefined && `protocol value="${protocol}"`,
    "accept",
  ];
  const policy = direction === "forward" ? " --policy keepalived-lvs" : "";
  return `firewall-cmd --permanent${policy} --add-rich-rule='${words.filter((word) => word !== false).join(" ")}'`;
}

/** Protocols that ufw knows, of those that are needed (ufw(8)). */
const UFW_PROTOCOLS: ReadonlySet<string> = new Set(["tcp", "udp", "ah", "gre", "igmp", "ipv6", "vrrp"]);

function ufw(flow: Flow): string {
  const { direction, protocol, from, to, fromPort, toPort } = flow;
  if (!UFW_PROTOCOLS.has(protocol)) return `# ufw has no rules for ${protocol}; use its before.rules: ${comment(flow)}`;
  const name = device(flow);
  const on = name === undefined || direction === "forward" ? "" : ` on ${name}`;
  const end = (word: string, address: string | undefined, port: number | undefined): string =>
    ` ${word} ${address ?? "any"}${port === undefined ? "" : ` port ${port}`}`;
  const verb = direction === "forward" ? "route allow" : `allow ${direction}`;
  return `ufw ${verb}${on} proto ${protocol}${end("from", from, fromPort)}${end("to", to, toPort)} comment '${comment(flow)}'`;
}
