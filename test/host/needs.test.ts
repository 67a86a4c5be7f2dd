import { describe, expect, it } from "vitest";
import { makeCluster } from "../../src/cluster/cluster.js";
import { FIREWALLS, firewallRules } from "../../src/host/commands.js";
import type { Flow } from "../../src/host/flow.js";
import { hostNeeds } from "../../src/host/needs.js";
import { sysctlFile } from "../../src/host/sysctl.js";
import { endsText, hostText } from "../../src/host/text.js";
import { spawnSync } from "../support/child-process.js";
import { findClusters, instanceText } from "../support/clusters.js";
import { nodeOf } from "../support/node-of.js";
import { requireProgram } from "../support/requirement.js";
import { folderWith } from "../support/settings-folder.js";

/** What the host of a single node needs. */
function needsOf(text: string, target?: string) {
  const [needs] = hostNeeds(makeCluster([nodeOf(text, target)]));
  if (needs === undefined) throw new Error("no node");
  return needs;
}

const brief = ({ direction, protocol, interface: device, reasons, ...ends }: Flow): string =>
  `${direction} ${protocol} ${device ?? "any"}: ${endsText({ direction, protocol, reasons, ...ends })}`;

const flowsOf = (text: string): readonly string[] => needsOf(text).flows.map(brief);

const LVS = (method: string, checks = ""): string => `virtual_server 192.0.2.100 80 {
    lvs_method ${method}
    protocol TCP
    real_server 198.51.100.1 8080 {
        ${checks}
    }
}
`;

describe("packets that a host must let pass", () => {
  it("adverts to the group, from whoever is on the link where the peers are not known", () => {
    expect(flowsOf(instanceText())).toEqual([
      "in vrrp eth0: any → 224.0.0.18",
      "out vrrp eth0: any → 224.0.0.18",
      "out igmp eth0: any → 224.0.0.22",
    ]);
  });

  it("adverts from the sources of the other nodes, each once", () => {
    const node = (own: number, priority: number) => instanceText({ priority, lines: [`mcast_src_ip 192.0.2.${own}`] });
    const [cluster] = findClusters({ "a.conf": node(1, 150), "b.conf": node(2, 100), "c.conf": node(3, 50) });
    const [first] = cluster === undefined ? [] : hostNeeds(cluster);
    expect(first?.flows.map(brief)).toEqual([
      "in vrrp eth0: 192.0.2.2 → 224.0.0.18",
      "in vrrp eth0: 192.0.2.3 → 224.0.0.18",
      "out vrrp eth0: 192.0.2.1 → 224.0.0.18",
      "out igmp eth0: any → 224.0.0.22",
    ]);
  });

  it.each([
    [
      "unicast",
      ["unicast_src_ip 192.0.2.1", "unicast_peer {", "192.0.2.2", "}"],
      "in vrrp eth0: 192.0.2.2 → 192.0.2.1",
    ],
    ["AH", ["authentication {", "auth_type AH", "auth_pass x", "}"], "in ah eth0: any → 224.0.0.18"],
    ["another group", ["mcast_dst_ip 224.0.0.50"], "in vrrp eth0: any → 224.0.0.50"],
    ["a VMAC", ["use_vmac"], "in vrrp any: any → 224.0.0.18"],
    ["a VMAC on its base", ["use_vmac", "vmac_xmit_base"], "in vrrp eth0: any → 224.0.0.18"],
  ])("%s", (_, lines, expected) => {
    expect(flowsOf(instanceText({ lines }))[0]).toBe(expected);
  });

  it("adverts and reports of IPv6", () => {
    expect(flowsOf(instanceText({ vips: ["fe80::51/64"], lines: ["version 3"] }))).toEqual([
      "in vrrp eth0: any → ff02::12",
      "out vrrp eth0: any → ff02::12",
      "out ipv6-icmp eth0: any → ff02::16",
    ]);
  });

  it("lists the flows of several instances on one interface once, with all reasons", () => {
    const { flows } = needsOf(instanceText() + instanceText({ name: "VI_2", vrid: 52, vips: ["192.0.2.11/24"] }));
    expect(flows[0]?.reasons).toEqual(["adverts of VI_1", "adverts of VI_2"]);
    expect(flows).toHaveLength(3);
  });

  it.each([
    ["NAT", ["out tcp any: any → 198.51.100.1:8080", "forward tcp any: 198.51.100.1:8080 → any"]],
    ["DR", []],
    ["TUN", ["out ipencap any: any → 198.51.100.1"]],
  ])("what a virtual server with %s needs", (method, expected) => {
    expect(flowsOf(LVS(method))).toEqual(["in tcp any: any → 192.0.2.100:80", ...expected]);
  });

  it.each([
    ["TCP_CHECK {\n}", "out tcp any: any → 198.51.100.1:8080"],
    ["TCP_CHECK {\nconnect_ip 198.51.100.9\nconnect_port 81\n}", "out tcp any: any → 198.51.100.9:81"],
    ["DNS_CHECK {\n}", "out udp any: any → 198.51.100.1:8080"],
    ["PING_CHECK {\n}", "out icmp any: any → 198.51.100.1"],
    ["MISC_CHECK {\nmisc_path /bin/true\n}", undefined],
  ])("what a check needs: %s", (check, expected) => {
    expect(flowsOf(LVS("DR", check))[1]).toBe(expected);
  });

  it("addresses of a group of virtual servers, unless there are too many", () => {
    const group = (line: string): string =>
      `virtual_server_group G {\n    ${line}\n}\nvirtual_server group G {\n    lvs_method DR\n    protocol UDP\n}\n`;
    expect(flowsOf(group("192.0.2.1-2 53"))).toEqual([
      "in udp any: any → 192.0.2.1:53",
      "in udp any: any → 192.0.2.2:53",
    ]);
    const many = needsOf(group("192.0.2.1-99 53"));
    expect(many.flows).toEqual([]);
    expect(many.unknown).toEqual(["clients of virtual_server group G: their addresses"]);
  });

  it("BFD, copies of the connection table, and mails", () => {
    const text = `global_defs {
    smtp_server 192.0.2.25
    lvs_sync_daemon eth1 VI_1
}
bfd_instance far {
    neighbor_ip 198.51.100.2
    multihop
}
bfd_instance near {
    neighbor_ip 192.0.2.2
    source_ip 192.0.2.1
}
`;
    expect(flowsOf(text)).toEqual([
      "in udp any: 198.51.100.2 → any:4784",
      "out udp any: any → 198.51.100.2:4784",
      "in udp any: 192.0.2.2 → 192.0.2.1:3784",
      "out udp any: 192.0.2.1 → 192.0.2.2:3784",
      "in udp eth1: any → 224.0.0.81:8848",
      "out udp eth1: any → 224.0.0.81:8848",
      "out tcp any: any → 192.0.2.25:25",
    ]);
  });

  it("says what is not known instead of guessing", () => {
    const { flows, unknown } = needsOf(instanceText({ lines: ["unicast_peer {", "$PEER", "192.0.2.2", "}"] }));
    expect(unknown).toEqual(["adverts of VI_1: some peers"]);
    expect(flows.map(brief)[0]).toBe("in vrrp eth0: 192.0.2.2 → any");
  });
});

describe("settings of the kernel", () => {
  const namesOf = (text: string): readonly string[] =>
    needsOf(text).settings.map(({ name, value }) => `${name}=${value}`);

  it.each([
    ["an address", instanceText(), ["net.ipv4.ip_nonlocal_bind=1"]],
    ["NAT", LVS("NAT"), ["net.ipv4.ip_forward=1"]],
    ["DR", LVS("DR"), ["net.ipv4.conf.all.arp_ignore=1", "net.ipv4.conf.all.arp_announce=2"]],
    [
      "a VMAC on a VLAN",
      instanceText({ device: "eth0.5", lines: ["use_vmac"] }),
      [
        "net.ipv4.conf.all.rp_filter=0",
        "net.ipv4.conf.eth0/5.arp_ignore=1",
        "net.ipv4.conf.eth0/5.arp_filter=1",
        "net.ipv4.ip_nonlocal_bind=1",
      ],
    ],
  ])("for %s", (_, text, expected) => {
    expect(namesOf(text)).toEqual(expected);
  });

  it("of real servers are comments in the file for this host", () => {
    expect(sysctlFile(needsOf(LVS("DR")))).toMatch(/^# On 198\.51\.100\.1: net\.ipv4\.conf\.all\.arp_ignore = 1/m);
    expect(sysctlFile(needsOf(LVS("DR")))).not.toMatch(/^net/m);
  });
});

const EVERYTHING = `${instanceText({ name: "evil'; rm -rf /\\", device: "eth0$(x)" })}${instanceText({ name: "B", vrid: 52, lines: ["authentication {", "auth_type AH", "auth_pass x", "}"] })}${LVS("NAT", "PING_CHECK {\n}")}${LVS("TUN").replace("TCP", "SCTP")}`;

describe("rules of firewalls", () => {
  const write = (firewall: (typeof FIREWALLS)[number]): string =>
    firewallRules(needsOf(EVERYTHING), firewall, { outgoing: true, table: "inet filter" });

  it.each(FIREWALLS)("%s: names of instances and interfaces cannot leave their place", (firewall) => {
    const text = write(firewall);
    expect(text).not.toMatch(/rm -rf \/\\|\$\(|; rm/);
    expect(text.replaceAll(/'[^'\n]*'/g, "")).not.toContain("'");
  });

  it.each([
    [
      "nftables",
      'insert rule inet filter input iifname "eth0" ip daddr 224.0.0.18 meta l4proto 51 accept comment "adverts of B"',
    ],
    [
      "iptables",
      "iptables -I FORWARD -s 198.51.100.1 -p tcp --sport 8080 -m comment --comment 'server 198.51.100.1 of virtual_server 192.0.2.100 80' -j ACCEPT",
    ],
    [
      "firewalld",
      `firewall-cmd --permanent --add-rich-rule='rule family="ipv4" destination address="224.0.0.18" protocol value="ah" accept'`,
    ],
    ["ufw", "ufw allow in on eth0 proto ah from any to 224.0.0.18 comment 'adverts of B'"],
  ] as const)("%s writes each need", (firewall, line) => {
    expect(write(firewall).split("\n")).toContain(line);
  });

  it("leave out what the host sends, unless asked", () => {
    const needs = needsOf(instanceText());
    const options = { table: "ip mine" };
    expect(firewallRules(needs, "nftables", { ...options, outgoing: false }).match(/ip mine \w+/g)).toEqual([
      "ip mine input",
    ]);
    expect(firewallRules(needs, "nftables", { ...options, outgoing: true }).match(/ip mine \w+/g)).toHaveLength(3);
  });

  const run = (script: string, input: string) =>
    spawnSync("unshare", ["--net", "sh", "-c", script], { input, encoding: "utf8" });
  const has = (program: string): boolean =>
    process.getuid?.() === 0 && spawnSync("sh", ["-c", `command -v ${program}`]).status === 0;

  it("are what nft takes", (context) => {
    requireProgram(context, has("nft"), "nft");
    const base = ["input", "output", "forward"].map((hook) => `chain ${hook} { type filter hook ${hook} priority 0; }`);
    const { status, stderr } = run("nft -f -", `table inet filter {\n${base.join("\n")}\n}\n${write("nftables")}`);
    expect([status, stderr]).toEqual([0, ""]);
  });

  it("are what a shell with iptables takes", (context) => {
    requireProgram(context, has("iptables"), "iptables");
    const { status, stderr } = run("sh -e", write("iptables"));
    expect([status, stderr]).toEqual([0, ""]);
  });

  it("are what firewalld takes", (context) => {
    requireProgram(context, has("firewall-offline-cmd"), "firewall-offline-cmd");
    const command = `firewall-offline-cmd --system-config ${folderWith({})}`;
    const script = write("firewalld").replaceAll("firewall-cmd --permanent", command);
    const { status, stdout } = run("sh -e 2>/dev/null", script);
    expect([status, new Set(stdout.trim().split("\n"))]).toEqual([0, new Set(["success"])]);
  });

  it("are what ufw takes", (context) => {
    requireProgram(context, has("ufw"), "ufw");
    const { status, stdout } = run("sh -e 2>&1", write("ufw").replaceAll("ufw ", "ufw --dry-run "));
    expect([status, /^ERROR.*$/m.exec(stdout)?.[0]]).toEqual([0, undefined]);
  });
});

it("lists needs for people, with places", () => {
  const style = { strong: (text: string) => text, faint: (text: string) => text };
  expect(
    hostText(needsOf(`${LVS("NAT")}${LVS("DR").replace("100 80", "101 80")}`), () => "lb.conf:1", style),
  ).toBe(`node.conf

Let in
  tcp  any → 192.0.2.100:80  clients of virtual_server 192.0.2.100 80  lb.conf:1
  tcp  any → 192.0.2.101:80  clients of virtual_server 192.0.2.101 80  lb.conf:1

Forward
  tcp  198.51.100.1:8080 → any  server 198.51.100.1 of virtual_server 192.0.2.100 80  lb.conf:1

Let out, where the host filters what it sends
  tcp  any → 198.51.100.1:8080  server 198.51.100.1 of virtual_server 192.0.2.100 80  lb.conf:1

Kernel settings
  net.ipv4.ip_forward = 1  forwards the replies of the real servers of virtual_server 192.0.2.100 80 (NAT)  lb.conf:1

Kernel settings on 198.51.100.1
  net.ipv4.conf.all.arp_ignore = 1    no ARP reply for the address of virtual_server 192.0.2.101 80, which the real servers also have     lb.conf:1
  net.ipv4.conf.all.arp_announce = 2  no ARP request from the address of virtual_server 192.0.2.101 80, which the real servers also have  lb.conf:1
`);
});
