import { describe, expect, it } from "vitest";
import { runCli } from "../support/run-cli.js";
import { folderWith } from "../support/settings-folder.js";

const node = (own: number, priority: number): string => `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority ${priority}
    mcast_src_ip 192.0.2.${own}
    virtual_ipaddress {
        192.0.2.100/24
    }
}
`;

const RULES = "*filter\n:INPUT DROP [0:0]\n-A INPUT -i eth1 -p vrrp -j ACCEPT\nCOMMIT\n";
const OPEN = RULES.replace("eth1", "eth0");

const cwd = folderWith({
  "lb1.conf": node(1, 150),
  "lb2.conf": node(2, 100),
  "empty.conf": "global_defs {\n}\n",
  "rules.txt": RULES,
  "open.txt": OPEN,
  "other.txt": "hello\n",
  "other.json": "{}\n",
});

const host = (...args: readonly string[]) => runCli(["host", ...args], { cwd });
const PAIR = ["lb1.conf", "lb2.conf"];

describe("kalint host", () => {
  it("lists what each node needs, as docs/host.md shows it", () => {
    const { status, stdout, stderr } = host("--node", "lb1", ...PAIR);
    expect([status, stderr]).toEqual([0, ""]);
    expect(stdout).toMatchInlineSnapshot(`
      "lb1

      Let in
        VRRP (112)  eth0  192.0.2.2 → 224.0.0.18  adverts of VI_1  lb1.conf:1

      Let out, where the host filters what it sends
        VRRP (112)  eth0  192.0.2.1 → 224.0.0.18  adverts of VI_1                     lb1.conf:1
        igmp        eth0  any → 224.0.0.22        membership in the group of adverts  lb1.conf:1

      Kernel settings
        net.ipv4.ip_nonlocal_bind = 1  a service that listens on 192.0.2.100 can start on a node that does not hold it  lb1.conf:1
      "
    `);
  });

  it("writes rules of nftables for the table that is named", () => {
    const { stdout } = host("--node", "lb1", "--format", "nftables", "--table", "ip mine", ...PAIR);
    expect(stdout).toBe(`# lb1: for nft -f. Each rule goes to the start of its chain.
insert rule ip mine input iifname "eth0" ip saddr 192.0.2.2 ip daddr 224.0.0.18 meta l4proto 112 accept comment "adverts of VI_1"
`);
  });

  it.each([
    ["iptables", /^iptables -I INPUT -i eth0 -s 192\.0\.2\.1 /m],
    ["firewalld", /^firewall-cmd --permanent --add-rich-rule=/m],
    ["ufw", /^ufw allow in on eth0 proto vrrp from 192\.0\.2\.1 to 224\.0\.0\.18 /m],
    ["sysctl", /^net\.ipv4\.ip_nonlocal_bind = 1$/m],
  ])("--format %s", (format, line) => {
    const { status, stdout } = host("--format", format, ...PAIR);
    expect(status).toBe(0);
    expect(stdout).toMatch(line);
  });

  it("says which rule drops an advert, and exits with 1", () => {
    const { status, stdout } = host("--node", "lb2", "--ruleset", "rules.txt", ...PAIR);
    expect(status).toBe(1);
    expect(stdout).toBe(`lb2

  dropped  in   VRRP (112)  eth0  192.0.2.1 → 224.0.0.18  adverts of VI_1
           dropped by filter INPUT: policy drop
  passes   out  VRRP (112)  eth0  192.0.2.2 → 224.0.0.18  adverts of VI_1
`);
  });

  it("exits with 0 where adverts pass", () => {
    const { status, stdout } = host("--node", "lb2", "--ruleset", "open.txt", ...PAIR);
    expect([status, stdout.match(/^ {2}\w+/gm)]).toEqual([0, ["  passes", "  passes"]]);
  });

  it("gives the same as JSON", () => {
    const { stdout } = host("--node", "lb2", "--ruleset", "rules.txt", "--format", "json", ...PAIR);
    const { version, nodes } = JSON.parse(stdout);
    expect([version, nodes.length]).toEqual([1, 1]);
    const flow = {
      ...{ direction: "in", family: 4, protocol: "vrrp", number: 112, from: "192.0.2.1", to: "224.0.0.18" },
      ...{ interface: "eth0", reasons: ["adverts of VI_1"], written: { file: "lb2.conf", line: 1, column: 15 } },
    };
    expect(nodes[0].flows[0]).toEqual(flow);
    expect(nodes[0].adverts[0]).toEqual({ ...flow, fate: "dropped", by: "filter INPUT: policy drop" });
    expect(nodes[0].settings[0]).toMatchObject({ name: "net.ipv4.ip_nonlocal_bind", value: 1, hosts: "self" });
  });

  it.each([
    [["empty.conf"], "no vrrp_instance and no virtual_server in these files"],
    [["--node", "lb9", ...PAIR], '--node: unknown node "lb9"; known: lb1, lb2'],
    [["--ruleset", "rules.txt", ...PAIR], "--ruleset has the rules of one host: choose its node with --node"],
    [["--ruleset", "none.txt", "lb1.conf"], "cannot read the rules in none.txt"],
    [["--ruleset", "other.txt", "lb1.conf"], "other.txt: it is neither the output of"],
    [["--ruleset", "other.json", "lb1.conf"], 'other.json: it is not the output of "nft -j list ruleset"'],
    [["--ruleset", "rules.txt", "--format", "ufw", "lb1.conf"], "--ruleset is for --format text and json"],
    [["--table", "inet filter; flush ruleset", "lb1.conf"], "--table: use a table such as"],
  ])("refuses %j", (args, message) => {
    const { status, stdout, stderr } = host(...args);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(message);
  });
});
