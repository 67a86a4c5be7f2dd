import { describe, expect, it } from "vitest";
import type { EffectiveVirtualServer } from "../../src/semantic/virtual-servers.js";
import { findOverlaps, otherPort, portInUse } from "../../src/semantic/virtual-services.js";
import { nodeOf } from "../support/node-of.js";

function one(text: string): EffectiveVirtualServer {
  const [server] = nodeOf(text).virtualServers;
  if (server === undefined) throw new Error("no virtual server");
  return server;
}

const withServers = (head: string, ...lines: string[]) => one(`virtual_server ${head} {\n${lines.join("\n")}\n}\n`);

const RS = "real_server 198.51.100.1 80 {\n}";

describe("targets", () => {
  it.each([
    ["192.0.2.10 80", { kind: "address", port: 80 }, true, false],
    ["192.0.2.10", { kind: "address", port: 0 }, true, false],
    ["192.0.2.10 000", { kind: "address", port: 0 }, true, false],
    ["192.0.2.10 $PORT", { kind: "address", port: undefined }, true, false],
    ["192.0.2.10 http", { kind: "unknown" }, undefined, undefined],
    ["192.0.2.10:80", { kind: "unknown" }, undefined, undefined],
    ["$VIP 80", { kind: "unknown" }, undefined, undefined],
    ["fwmark 3", { kind: "fwmark", mark: 3 }, false, true],
    ["fwmark", { kind: "unknown" }, undefined, undefined],
    ["group", { kind: "unknown" }, undefined, undefined],
    ["group web", { kind: "group", name: "web", group: undefined }, undefined, undefined],
  ])("%s", (head, target, usesAddresses, usesMarks) => {
    expect(withServers(head, RS)).toMatchObject({ target, usesAddresses, usesMarks });
  });
});

describe("values that hold", () => {
  it("has keepalived's defaults", () => {
    const { protocol, scheduler, method, quorum, hysteresis, isPersistent, realServers } = withServers(
      "192.0.2.10 80",
      RS,
    );
    const values = [protocol, scheduler, method, quorum, hysteresis].map(({ value, isDefault }) => [value, isDefault]);
    expect(values).toEqual(["UDP", "wlc", "NAT", 1, 0].map((value) => [value, true]));
    expect(isPersistent).toBe(false);
    expect(realServers[0]).toMatchObject({
      weight: { value: 1 },
      method: { value: "NAT" },
      inhibit: { value: false },
      checkers: [],
    });
  });

  it("takes the last value that keepalived takes, also of an older name", () => {
    const server = withServers(
      "192.0.2.10 80",
      "lvs_sched rr",
      "lb_algo wrr",
      "lvs_sched nonsense",
      "protocol udp",
      "protocol tcp",
      RS,
    );
    expect([server.scheduler.value, server.protocol.value]).toEqual(["wrr", "TCP"]);
  });

  it("hands weight, method and inhibiting down", () => {
    const { realServers } = withServers(
      "192.0.2.10 80",
      RS,
      "weight 3",
      "lvs_method DR",
      "inhibit_on_failure",
      "real_server 198.51.100.2 80 {\nweight 5\nlvs_method TUN\ninhibit_on_failure off\n}",
    );
    expect(realServers.map(({ weight, method, inhibit }) => [weight.value, method.value, inhibit.value])).toEqual([
      [3, "DR", true],
      [5, "TUN", false],
    ]);
  });

  it("does not know what a definition would have told", () => {
    const { method, realServers } = withServers("192.0.2.10 80", "lvs_method $METHOD", RS);
    expect([method.value, method.isDefault, realServers[0]?.method.value]).toEqual([undefined, false, undefined]);
  });

  it("leaves out real servers that are refused, and keeps those that are not known", () => {
    const { realServers } = withServers(
      "192.0.2.10 80",
      "real_server 198.51.100.256 80 {\n}",
      "real_server 198.51.100.1 http {\n}",
      "real_server $RS 80 {\n}",
    );
    expect(realServers.map(({ address, port }) => [address, port])).toEqual([[undefined, 80]]);
  });

  it("gives a sorry server what stands above and below it", () => {
    const server = withServers(
      "192.0.2.10 80",
      "sorry_server_inhibit",
      "sorry_server 198.51.100.9",
      "sorry_server_lvs_method TUN",
      RS,
    );
    expect(server.sorryServer).toMatchObject({ port: 0, method: { value: "TUN" }, inhibit: { value: false } });
    expect(server.sorryTooEarly).toHaveLength(1);
  });
});

describe("families", () => {
  const six = "real_server 2001:db8::1 80 {\n}";
  it.each<[string, string[], number | undefined, number]>([
    ["192.0.2.10 80", [RS], 4, 0],
    ["192.0.2.10 80", [six], 4, 1],
    ["192.0.2.10 80", ["lvs_method TUN", six], 4, 0],
    ["192.0.2.10 80", [six, "lvs_method TUN"], 4, 1],
    ["192.0.2.10 80", ["lvs_method $METHOD", six], 4, 0],
    ["$VIP 80", [RS, six], undefined, 0],
    ["fwmark 3", [six], 6, 0],
    ["fwmark 3", [six, RS], 6, 1],
    ["fwmark 3", ["ip_family inet", six], 4, 1],
    ["fwmark 3", ["lvs_method TUN", six], 6, 0],
    ["fwmark 3", ["lvs_method TUN", six, RS], undefined, 0],
  ])("%s with %j", (head, lines, family, conflicts) => {
    const server = withServers(head, ...lines);
    if (family !== undefined) expect(server.family).toBe(family);
    expect(server.familyConflicts).toHaveLength(conflicts);
  });
});

describe("checks", () => {
  it("connect to the server as it is written, or where they say", () => {
    const { realServers } = withServers(
      "192.0.2.10 80",
      "real_server 198.51.100.1 {\nTCP_CHECK {\n}\nTCP_CHECK {\nconnect_ip 198.51.100.9\nconnect_port 81\n}\nPING_CHECK {\n}\n}",
    );
    expect(realServers[0]?.checkers.map(({ address, port }) => [address?.address, port])).toEqual([
      ["198.51.100.1", 0],
      ["198.51.100.9", 81],
      ["198.51.100.1", undefined],
    ]);
  });
});

describe("ports", () => {
  it.each([
    ["192.0.2.10 80", "NAT", "8080", 8080, undefined],
    ["192.0.2.10 80", "NAT", "", 80, undefined],
    ["192.0.2.10 80", "DR", "8080", 80, 80],
    ["192.0.2.10 80", "TUN", "80", 80, undefined],
    ["fwmark 3", "DR", "80", 0, undefined],
    ["fwmark 3", "NAT", "80", 80, undefined],
  ])("%s by %s to port %j", (head, method, port, used, other) => {
    const server = withServers(head, `lvs_method ${method}`, `real_server 198.51.100.1 ${port} {\n}`);
    const [real] = server.realServers;
    expect(real && portInUse(real, server)).toBe(used);
    expect(real && otherPort(real, server)?.port).toBe(other);
  });

  it.each([
    ["all addresses have the other port", "192.0.2.10 81\n192.0.2.11 81\nfwmark 4", 81, true],
    ["they have several", "192.0.2.10 81\n192.0.2.11 82", 81, false],
    ["one has the port that is written", "192.0.2.10 80\n192.0.2.11 81", 81, false],
  ])("is the only one of a group where %s", (_, lines, port, isOnly) => {
    const group = `virtual_server_group web {\n${lines}\n}\n`;
    const server = one(`${group}virtual_server group web {\nlvs_method DR\n${RS}\n}\n`);
    const [real] = server.realServers;
    expect(real && otherPort(real, server)).toMatchObject({ port, isOnly });
  });
});

describe("overlaps", () => {
  const service = (head: string, protocol = "TCP") => `virtual_server ${head} {\nprotocol ${protocol}\n${RS}\n}\n`;
  const overlaps = (text: string) =>
    findOverlaps(nodeOf(text).virtualServers).map(({ first, second }) => [first.label, second.label]);

  it("finds the later of two equal services", () => {
    const text =
      service("192.0.2.10 80") +
      service("192.0.2.10 80", "UDP") +
      service("192.0.2.10 81") +
      service("192.0.2.10 80", "tcp");
    expect(overlaps(text)).toEqual([["192.0.2.10 80", "192.0.2.10 80"]]);
  });

  it("finds an address inside the range of a group that stands behind it", () => {
    const group = "virtual_server_group web {\n192.0.2.1-20 80\n}\n";
    expect(overlaps(service("192.0.2.10 80") + group + service("group web"))).toEqual([["192.0.2.10 80", "group web"]]);
  });

  it("keeps families of a mark apart", () => {
    const group = "virtual_server_group marks {\nfwmark 3 inet6\n}\n";
    const six = "virtual_server group marks {\nlvs_method TUN\nreal_server 2001:db8::1 {\n}\n}\n";
    expect(overlaps(service("fwmark 3") + group + six)).toEqual([]);
    expect(overlaps(service("fwmark 3") + service("fwmark 3"))).toHaveLength(1);
  });
});
