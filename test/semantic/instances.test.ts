import { describe, expect, it } from "vitest";
import type { Instance } from "../../src/semantic/instances.js";
import { nodeOf } from "../support/node-of.js";

/** The first instance of a configuration with these lines in it, and `globals` in front. */
function read(lines: string, globals = "", target?: string): Instance {
  const text = `${globals}\nvrrp_instance VI_1 {\n    interface eth0\n    virtual_router_id 51\n${lines}\n}\n`;
  const [instance] = nodeOf(text, target).instances;
  if (instance === undefined) throw new Error("no instance");
  return instance;
}

const IPV4 = "virtual_ipaddress {\n192.0.2.10/24\n}";
const IPV6 = "virtual_ipaddress {\nfe80::51\n}";
const STRICT = "global_defs {\nvrrp_strict\n}";

describe("priority and state", () => {
  it.each([
    ["", 100, "BACKUP"],
    ["state BACKUP", 100, "BACKUP"],
    ["state MASTER", 255, "MASTER"],
    ["priority 255", 255, "MASTER"],
    ["priority 255\nstate BACKUP", 255, "BACKUP"],
    ["state MASTER\npriority 10", 10, "MASTER"],
    ["state MASTER\nstate BACKUP\npriority 10", 10, "MASTER"],
    ["state BACKUP\nstate MASTER\npriority 10", 10, "MASTER"],
  ])("%j: %s, %s", (lines, priority, state) => {
    const instance = read(`${lines}\n${IPV4}`);
    expect([instance.priority.value, instance.state.value]).toEqual([priority, state]);
  });

  it("follows the priority in strict mode", () => {
    expect(read(`state MASTER\npriority 100\n${IPV4}`, STRICT).state.value).toBe("BACKUP");
    expect(read(`state BACKUP\npriority 255\n${IPV4}`, STRICT).state.value).toBe("MASTER");
  });

  it("does not start as MASTER with AH, unless it is the owner", () => {
    const lines = `state MASTER\nauthentication {\nauth_type AH\nauth_pass abc\n}\n${IPV4}`;
    expect(read(`priority 100\n${lines}`).state.value).toBe("BACKUP");
    expect(read(lines).state.value).toBe("MASTER");
  });

  it("does not know what keepalived refuses, or a word with an unknown name", () => {
    expect(read(`priority 300\n${IPV4}`).priority.value).toBeUndefined();
    expect(read(`state $STATE\n${IPV4}`).priority.value).toBeUndefined();
  });
});

describe("version and family", () => {
  it.each([
    [IPV4, "", 2, 4],
    [IPV6, "", 3, 6],
    [`version 2\n${IPV6}`, "", 2, 6],
    [`${IPV6}\nversion 2`, "", 3, 6],
    [`version 3\nversion 2\n${IPV4}`, "", 3, 4],
    [`version 2\nversion 3\n${IPV4}`, "", 2, 4],
    [`native_ipv6\nversion 2`, "", 3, 6],
    [IPV4, "global_defs {\nvrrp_version 3\n}", 3, 4],
    [`version 2\n${IPV4}`, "global_defs {\nvrrp_version 3\n}", 2, 4],
    [`version 2\n${IPV6}`, STRICT, 3, 6],
    [`unicast_src_ip 2001:db8::2\n${IPV4}`, "", 3, 6],
    ["", "", 2, 4],
  ])("%j with %j: %s, %s", (lines, globals, version, family) => {
    const instance = read(lines, globals);
    expect([instance.version.value, instance.family]).toEqual([version, family]);
  });

  it.each([
    "virtual_ipaddress {\n$VIP\n}",
    "virtual_ipaddress {\n2001:db8:::1\n}",
    "virtual_ipaddres {\n2001:db8::1\n}",
  ])("does not know the family with %j", (lines) => {
    expect(read(lines).family).toBeUndefined();
    expect(read(lines).version.value).toBeUndefined();
  });

  it("keeps addresses of the other family apart, by what stands first", () => {
    const lines =
      "unicast_src_ip 192.0.2.2\nunicast_peer {\n2001:db8::3\n192.0.2.3\n}\nvirtual_ipaddress {\n2001:db8::10\n}";
    const instance = read(lines);
    expect(instance.peers.map(({ address }) => address)).toEqual(["192.0.2.3"]);
    expect(instance.addresses).toEqual([]);
    expect(instance.misfits.map(({ kind, word }) => `${kind} ${word.value}`)).toEqual([
      "peer 2001:db8::3",
      "virtual 2001:db8::10",
    ]);
    expect(instance.familyBy?.value).toBe("192.0.2.2");
  });
});

describe("advert_int", () => {
  it.each([
    ["advert_int 0.5", 1],
    ["advert_int 2.5", 3],
    ["version 3\nadvert_int 2.5", 2.5],
    ["version 3\nadvert_int 1.505", 1.51],
    ["version 3\nadvert_int 60", 40.95],
    ["", 1],
  ])("%j is %s s", (lines, seconds) => {
    expect(read(`${lines}\n${IPV4}`).advertInt.value).toBeCloseTo(seconds, 6);
  });
});

describe("nopreempt", () => {
  it.each([
    ["nopreempt", true],
    ["nopreempt\npreempt", false],
    ["preempt\nnopreempt", true],
    ["nopreempt\nstate MASTER\npriority 100", false],
    ["nopreempt\npriority 255", false],
    ["strict_mode\nnopreempt\nstate MASTER\npriority 100", true],
  ])("%j works: %s", (lines, works) => {
    expect(read(`${lines}\n${IPV4}`).nopreempt).toBe(works);
  });
});

describe("strict mode and accept", () => {
  it.each([
    ["", "", true],
    ["no_accept", "", false],
    ["no_accept\naccept", "", true],
    ["", STRICT, false],
    ["accept", STRICT, false],
    ["accept\nversion 3", STRICT, true],
    ["priority 255", STRICT, true],
    ["strict_mode off", STRICT, true],
    ["strict_mode", "", false],
  ])("%j with %j accepts: %s", (lines, globals, accepts) => {
    expect(read(`${lines}\n${IPV4}`, globals).accepts.value).toBe(accepts);
  });

  it("is on for any word behind vrrp_strict before 2.3.0", () => {
    const globals = "global_defs {\nvrrp_strict off\n}";
    expect(read(IPV4, globals).isStrict.value).toBe(false);
    expect(read(IPV4, globals, "2.2.7").isStrict.value).toBe(true);
    expect(read(IPV4, globals, "2.3.0").isStrict.value).toBe(false);
  });
});

describe("authentication", () => {
  const both = "authentication {\nauth_type PASS\nauth_pass correct-horse\n}";

  it.each([
    [both, "", "PASS"],
    ["", "", "none"],
    [`version 3\n${both}`, "", "none"],
    [both, STRICT, "none"],
    [both.replace("PASS", "AH"), "", "AH"],
    ["authentication {\nauth_type PASS\n}", "", "unknown"],
    ["authentication {\nauth_pass abc\n}", "", "unknown"],
    ["authentification {\nauth_type PASS\nauth_pass abc\n}", "", "unknown"],
    ["authentication {\nauth_type PASS\nauth_pass $SECRET\n}", "", "unknown"],
    [`${both}\nauth_hmac {\nkey 1 0123456789abcdef0123456789abcdef\nactive_key 1\n}`, "", "none"],
  ])("%j with %j: %s", (lines, globals, kind) => {
    expect(read(`${lines}\n${IPV4}`, globals).authentication.kind).toBe(kind);
  });

  it("compares 8 bytes", () => {
    expect(read(`${both}\n${IPV4}`).authentication.secret).toBe("correct-");
  });

  it("has no AH with IPv6", () => {
    const lines = "version 2\nauthentication {\nauth_type AH\nauth_pass abc\n}";
    expect(read(`${lines}\n${IPV6}`).authentication.kind).toBe("none");
  });
});

describe("where adverts go", () => {
  it.each([
    [IPV4, "", "224.0.0.18"],
    [IPV6, "", "ff02::12"],
    [IPV4, "global_defs {\nvrrp_mcast_group4 224.0.0.19\n}", "224.0.0.19"],
    [`mcast_dst_ip 224.0.0.20\n${IPV4}`, "global_defs {\nvrrp_mcast_group4 224.0.0.19\n}", "224.0.0.20"],
    [`${IPV4}\nmcast_dst_ip ff02::13`, "", "224.0.0.18"],
  ])("%j with %j: %s", (lines, globals, group) => {
    const instance = read(lines, globals);
    expect([instance.isUnicast, instance.destination.value]).toEqual([false, group]);
  });

  it("is unicast with a peer, not with unicast_src_ip alone", () => {
    expect(read(`unicast_src_ip 192.0.2.2\n${IPV4}`).isUnicast).toBe(false);
    expect(read(`unicast_peer {\n192.0.2.3\n192.0.2.3\n}\n${IPV4}`).peers).toHaveLength(1);
    expect(read(`unicast_peer {\n$PEER\n}\n${IPV4}`)).toMatchObject({ isUnicast: true, peersKnown: false });
  });

  it("takes the last source address of the family", () => {
    expect(read(`mcast_src_ip 192.0.2.1\nunicast_src_ip 192.0.2.2\n${IPV4}`).source.value).toBe("192.0.2.2");
    expect(read(`${IPV4}\nmcast_src_ip 192.0.2.1\nunicast_src_ip 2001:db8::2`).source.value).toBeUndefined();
  });
});

it("counts the first instance of a name only", () => {
  const one = "vrrp_instance VI_1 {\nvirtual_router_id 51\n}\n";
  const node = nodeOf(`${one}${one.replace("51", "52")}`);
  expect(node.instances.map(({ vrid }) => vrid.value)).toEqual([51]);
});
