import { describe, expect, it } from "vitest";
import { makeCluster } from "../../src/cluster/cluster.js";
import { collidingRouters } from "../../src/cluster/collisions.js";
import { readHmac } from "../../src/cluster/hmac.js";
import { servicesByName } from "../../src/cluster/services.js";
import { defaultText, settingsOf } from "../../src/cluster/settings.js";
import { commonGroups, readGroupings } from "../../src/cluster/sync-groups.js";
import type { VirtualRouter } from "../../src/cluster/virtual-routers.js";
import { type InstanceText, instanceText } from "../support/clusters.js";
import { nodeOf } from "../support/node-of.js";

const cluster = (...texts: readonly string[]) =>
  makeCluster(texts.map((text, at) => ({ ...nodeOf(text), name: `n${at}` })));
const routerName = ({ members: [first] }: VirtualRouter): string => first?.instance.name ?? "";

describe("sync groups", () => {
  const instances = ["A", "B", "C"]
    .map((name, at) => instanceText({ name, vrid: 51 + at, vips: [`192.0.2.${10 + at}/24`] }))
    .join("");
  const group = (name: string, ...members: string[]): string =>
    `vrrp_sync_group ${name} {\n    group {\n${members.map((one) => `        ${one}\n`).join("")}    }\n}\n`;
  const common = (...groups: readonly string[]): string[] =>
    commonGroups(cluster(...groups.map((text) => text + instances))).map(
      ({ routers, nodes }) => `${routers.map(routerName).join(" ")} on ${nodes.map(({ name }) => name).join(" ")}`,
    );

  it.each<[string, string[], string[]]>([
    ["in one order", ["A B on n0 n1"], [group("G", "A", "B"), group("G", "A", "B")]],
    ["in another order", ["A B on n0 n1"], [group("G", "B", "A"), group("H", "A", "B")]],
    ["of three, in another order", ["A B C on n0 n1"], [group("G", "C", "A", "B"), group("G", "B", "C", "A")]],
    ["on two of three nodes", ["A B on n0 n2"], [group("G", "A", "B"), group("G", "A", "C"), group("G", "B", "A")]],
    ["on one node alone", [], [group("G", "A", "B"), group("G", "A", "C")]],
    ["of one member", [], [group("G", "A"), group("G", "A")]],
    ["of none", [], ["", ""]],
  ])("%s", (_, expected, groups) => {
    expect(common(...groups)).toEqual(expected);
  });

  const groupings = (...texts: readonly string[]) => readGroupings(cluster(...texts));

  it("are equal whatever the order of their members", () => {
    const texts = [group("G", "C", "A", "B"), group("H", "B", "A", "C")].map((text) => text + instances);
    const [one, other] = groupings(...texts);
    expect(one?.key).toBe(other?.key);
    expect(one?.key).toBe("1 2; 0 2; 0 1");
    expect(one?.places.map(({ names }) => names.join(" "))).toEqual(["C B", "C A", "A B"]);
  });

  it("are those of the routers that all nodes have", () => {
    const only = instanceText({ name: "D", vrid: 60, vips: ["192.0.2.60/24"] });
    const texts = [group("G", "A", "D") + instances + only, group("G", "A", "B") + instances];
    expect(groupings(...texts).map(({ key }) => key)).toEqual(["; ; ", "1; 0; "]);
  });

  it.each<[string, string]>([
    ["one member", group("G", "A")],
    ["a member that does not exist", group("G", "A", "B", "X")],
  ])("are not looked at on a node with a group of %s", (_, text) => {
    expect(groupings(text + instances, group("G", "A", "B") + instances).map(({ node }) => node.name)).toEqual(["n1"]);
  });
});

describe("virtual servers", () => {
  const server = (name: string, protocol = "", real = "198.51.100.1 80"): string =>
    `virtual_server ${name} {\n    ${protocol}\n    real_server ${real} {\n    }\n}\n`;
  const names = (...texts: readonly string[]): string[] =>
    [...servicesByName(cluster(...texts))].map(
      ([name, services]) => `${name} on ${services.map(({ node }) => node.name).join(" ")}`,
    );
  const [TCP, UDP] = ["protocol TCP", "protocol UDP"];
  const DNS = "192.0.2.1 53";

  it.each<[string, string[], string[]]>([
    ["on both nodes", [`${DNS} on n0 n1`], [server(DNS), server(DNS, TCP)]],
    ["on one node", [`${DNS} on n0`, "fwmark 1 on n1"], [server(DNS), server("fwmark 1")]],
    [
      "of two protocols on one node",
      [`${DNS} TCP on n0 n1`, `${DNS} UDP on n0`],
      [server(DNS, TCP) + server(DNS, UDP), server(DNS, TCP)],
    ],
    ["of no protocol and of one", [`${DNS}  on n0`, `${DNS} UDP on n0`], [server(DNS) + server(DNS, UDP)]],
    ["that are repeated", [`${DNS} TCP on n0 n1`], [server(DNS, TCP) + server(DNS, TCP), server(DNS, TCP)]],
  ])("%s", (_, expected, texts) => {
    expect(names(...texts)).toEqual(expected);
  });

  it("have real servers by address and port", () => {
    const [services] = servicesByName(cluster(server(DNS), server(DNS))).values();
    expect([...(services?.[0]?.realServers.keys() ?? [])]).toEqual(["198.51.100.1 80"]);
    expect(services?.[0]?.head.value).toBe("192.0.2.1");
  });
});

describe("settings", () => {
  const said = (...lines: readonly string[]) => {
    const [block] = nodeOf(`vrrp_instance VI_1 {\n${lines.join("\n")}\n}\n`).ast.vrrpInstance;
    return Object.fromEntries([...settingsOf(block?.contents ?? [])].map(([name, { text }]) => [name, text]));
  };

  it.each<[string, Record<string, string>, string[]]>([
    ["a number", { priority: "100" }, ["priority 100"]],
    ["a number with a zero before it", { priority: "100" }, ["priority 0100"]],
    ["a fraction", { advert_int: "1" }, ["advert_int 1.0"]],
    ["a switch without a value", { use_vmac_addr: "on" }, ["use_vmac_addr"]],
    ["a switch that is off", { strict_mode: "off" }, ["strict_mode no"]],
    ["a switch that is on", { strict_mode: "on" }, ["strict_mode true"]],
    ["a former name", {}, ["lvs_sync_daemon_inteface eth1"]],
    ["a text", { interface: "eth0" }, ["interface eth0"]],
    ["an address", { unicast_src_ip: "192.0.2.1" }, ["unicast_src_ip 192.0.2.1"]],
    ["a variable", {}, ["priority $PRIORITY"]],
    ["a list", {}, ["virtual_ipaddress {", "192.0.2.1", "}"]],
    ["several", { state: "MASTER", debug: "3" }, ["state MASTER", "debug 3"]],
  ])("%s", (_, expected, lines) => {
    expect(said(...lines)).toEqual(expected);
  });

  const defaults = (line: string, globals = "") => {
    const node = nodeOf(`global_defs {\n${globals}\n}\nvrrp_instance VI_1 {\n    ${line}\n}\n`);
    const [entry] = settingsOf(node.ast.vrrpInstance[0]?.contents ?? []).values();
    return entry && defaultText(entry.setting, node.ast.globalDefs?.contents ?? []);
  };

  it.each<[string, string, string, string?]>([
    ["of the schema", "100", "priority 90"],
    ["of a switch", "off", "nopreempt"],
    ["of the schema of a global setting", "5", "garp_master_delay 3"],
    ["of a global setting", "7", "garp_master_delay 3", "vrrp_garp_master_delay 7"],
    ["that is not known", "its default", "mcast_src_ip 192.0.2.1"],
  ])("have a default %s: %s", (_, expected, line, globals) => {
    expect(defaults(line, globals)).toBe(expected);
  });
});

describe("keys of auth_hmac", () => {
  const [ONE, TWO] = ["0123456789abcdef0123456789abcde1", "0123456789abcdef0123456789abcde2"];
  const read = (...lines: readonly string[]) => {
    const [instance] = nodeOf(instanceText({ lines: ["auth_hmac {", ...lines, "}"] })).instances;
    const keys = instance && readHmac(instance);
    return keys === undefined || keys === "unknown"
      ? keys
      : { ids: [...keys.keys.keys()], active: keys.active?.secret, mode: keys.mode };
  };

  it("are read", () => {
    expect(read(`key 1 ${ONE}`, `key 2 ${TWO}`, "active_key 2")).toEqual({ ids: [1, 2], active: TWO, mode: "enforce" });
    expect(read(`key 1 ${ONE}`, "active_key 1", "mode permissive")).toEqual({
      ids: [1],
      active: ONE,
      mode: "permissive",
    });
  });

  it.each<[string, string[]]>([
    ["a file holds one", ["key 1 file:/etc/keepalived/key", "active_key 1"]],
    ["one has no valid id", ["key x abc", `key 1 ${ONE}`, "active_key 1"]],
    ["one has no secret", ["key 1", "active_key 1"]],
    ["the active one does not exist", [`key 1 ${ONE}`, "active_key 2"]],
    ["none is active", [`key 1 ${ONE}`]],
    ["the mode is wrong", [`key 1 ${ONE}`, "active_key 1", "mode sometimes"]],
  ])("are unknown where %s", (_, lines) => {
    expect(read(...lines)).toBe("unknown");
  });

  it("are none without a block", () => {
    const [instance] = nodeOf(instanceText()).instances;
    expect(instance && readHmac(instance)).toBeUndefined();
  });
});

describe("routers of one cluster that collide", () => {
  const collisions = (...nodes: readonly (readonly InstanceText[])[]): string[] =>
    collidingRouters(cluster(...nodes.map((list) => list.map(instanceText).join("")))).map((group) =>
      group.map(routerName).join(" "),
    );
  const [web, db]: InstanceText[] = [
    { name: "web", vips: ["192.0.2.20/24"] },
    { name: "db", vips: ["192.0.2.30/24"] },
  ];
  const shared: InstanceText = { name: "VI_1", vrid: 60, vips: ["192.0.2.10/24"] };
  const unicast = { lines: ["unicast_src_ip 192.0.2.2", "unicast_peer {", "    192.0.2.3", "}"] };

  it.each<[string, string[], InstanceText[][]]>([
    [
      "of one id, on two nodes",
      ["web db"],
      [
        [shared, { ...web }],
        [shared, { ...db }],
      ],
    ],
    ["of one id, on one node", [], [[shared, { ...web }, { ...db }], [shared]]],
    [
      "of different ids",
      [],
      [
        [shared, { ...web }],
        [shared, { ...db, vrid: 52 }],
      ],
    ],
    [
      "in different subnets",
      [],
      [
        [shared, { ...web }],
        [shared, { ...db, vips: ["198.51.100.1/24"] }],
      ],
    ],
    [
      "of different families",
      [],
      [
        [shared, { ...web }],
        [shared, { ...db, vips: ["2001:db8::1/64"] }],
      ],
    ],
    [
      "of which one speaks by unicast",
      [],
      [
        [shared, { ...web, ...unicast }],
        [shared, { ...db }],
      ],
    ],
    [
      "in other groups",
      [],
      [
        [shared, { ...web, lines: ["mcast_dst_ip 224.0.0.19"] }],
        [shared, { ...db }],
      ],
    ],
    [
      "in two subnets, once",
      ["web db"],
      [
        [shared, { ...web, vips: ["192.0.2.20/24", "198.51.100.1/24"] }],
        [shared, { ...db, vips: ["192.0.2.30/24", "198.51.100.2/24"] }],
      ],
    ],
  ])("%s", (_, expected, nodes) => {
    expect(collisions(...nodes)).toEqual(expected);
  });
});
