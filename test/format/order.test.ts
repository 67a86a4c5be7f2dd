import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CUSTOMARY_ORDER } from "../../src/format/customary-order.js";
import { formatted } from "../support/format.js";
import { allKeywords } from "../support/schema.js";

const order = { order: "canonical" } as const;

describe.each(Object.entries(CUSTOMARY_ORDER))(
  "the order of %s",
  (block, { keywords, blocks, flags, bound, boundByFamily, last }) => {
    const known = allKeywords().filter((one) => one.block === block);

    it("names keywords of the block, each once", () => {
      const names = known.map(({ name }) => name);
      expect(keywords.filter((name) => !names.includes(name))).toEqual([]);
      expect(new Set(keywords).size).toBe(keywords.length);
      const others = [...flags, ...bound.flat(), ...boundByFamily, ...last];
      expect(others.filter((name) => !keywords.includes(name))).toEqual([]);
    });

    it("knows which of them are blocks", () => {
      const areBlocks = known.filter(({ name, keyword }) => keywords.includes(name) && keyword.block !== undefined);
      expect([...blocks].sort()).toEqual(areBlocks.map(({ name }) => name).sort());
    });

    it("calls flags what may stand without a value, and nothing that ends the reading", () => {
      const fatal = known.filter(
        ({ keyword }) => (keyword.args ?? []).length > 0 && (keyword.missingArg ?? "fatal") === "fatal",
      );
      expect(fatal.map(({ name }) => name).filter((name) => flags.has(name))).toEqual([]);
    });
  },
);

describe("--order canonical", () => {
  const statements = [
    "state BACKUP",
    "interface eth0",
    "virtual_router_id 51",
    "# leads\n    priority 100 # trails",
    "advert_int 1",
    "authentication {\n        auth_type PASS\n        auth_pass x\n    }",
    "unicast_peer {\n        192.0.2.2\n    }",
    "virtual_ipaddress {\n        192.0.2.9\n    }",
    "notify_master /bin/true",
  ];

  it("gives one text for every order", () => {
    const shuffled = fc.shuffledSubarray(statements, { minLength: statements.length });
    const text = (body: readonly string[]) => `vrrp_instance V {\n    ${body.join("\n    ")}\n}\n`;
    fc.assert(
      fc.property(shuffled, (body) => {
        expect(formatted(text(body), order)).toBe(text(statements));
      }),
    );
  });

  it("keeps the order of equal keywords, of which the last one counts", () => {
    const text = "vrrp_instance V {\n    state BACKUP\n    priority 2\n    priority 1\n}\n";
    expect(formatted(text, order)).toBe(text);
  });

  const instance = (...body: readonly string[]): string => `vrrp_instance V {\n    ${body.join("\n    ")}\n}\n`;

  // Each would move to the place after it, were it not for what is said of it.
  it.each<[string, string]>([
    ["a condition", instance("@main priority 100", "state BACKUP")],
    ["a sequence", instance("~SEQ(i, 2) priority $i", "state BACKUP")],
    ["a reference", instance("priority $P", "state BACKUP")],
    ["an include", instance("priority 100", "include a.conf", "state BACKUP")],
    ["a backslash", instance("priority 100", 'notify "a\\ b"', "state BACKUP")],
    ["a keyword that is not known", instance("priority 100", "nonsense 1", "state BACKUP")],
    ["a keyword that lacks its value", instance("priority", "state BACKUP")],
    ["a block that is none", instance("priority {", "    100", "}", "state BACKUP")],
    ["a list that is no block", instance("virtual_ipaddress", "state BACKUP")],
    ["a setting of a block that lacks its value", instance("authentication {", "    auth_pass", "}", "state BACKUP")],
    ["a definition", instance("priority 100", "$X=1", "state BACKUP")],
    [
      "a region that is left as it is",
      instance("priority 100", "# kalint-format off", "x", "# kalint-format on", "state BACKUP"),
    ],
    ["another block", "garp_group {\n    interfaces {\n        eth1\n    }\n    garp_interval 1\n}\n"],
    [
      "a setting after the block that takes it over",
      "virtual_server 192.0.2.9 80 {\n    protocol TCP\n    real_server 198.51.100.1 80 {\n    }\n    lvs_method NAT\n}\n",
    ],
    ["keywords of which one undoes the other", instance("nopreempt", "preempt")],
    [
      "keywords of which one overrides the other",
      instance("lvs_sched wrr", "unicast_src_ip 192.0.2.1", "mcast_src_ip 192.0.2.1"),
    ],
    ["what decides the family", instance("virtual_ipaddress {", "    2001:db8::9", "}", "version 3")],
    ["what decides the family by itself", instance("version 3", "native_ipv6")],
    ["the top level", "vrrp_instance V {\n    interface eth0\n}\nglobal_defs {\n    router_id a\n}\n"],
  ])("leaves %s where it is", (_, text) => {
    expect(formatted(text, order)).toBe(formatted(text));
  });

  it.each<[string, string, string]>([
    ["a flag", instance("nopreempt", "state BACKUP"), instance("state BACKUP", "nopreempt")],
    [
      "an entry of a list that has no value",
      instance("virtual_ipaddress {", "    192.0.2.9", "}", "state BACKUP"),
      instance("state BACKUP", "virtual_ipaddress {", "    192.0.2.9", "}"),
    ],
    [
      "comments and empty lines with what they lead",
      instance("priority 100", "", "# who", "# starts", "state BACKUP", "# at the end"),
      "vrrp_instance V {\n\n    # who\n    # starts\n    state BACKUP\n    priority 100\n    # at the end\n}\n",
    ],
    [
      "a block with what is in it",
      instance("authentication {", "    # secret", "    auth_pass x", "    auth_type PASS", "}", "state BACKUP"),
      instance("state BACKUP", "authentication {", "    # secret", "    auth_pass x", "    auth_type PASS", "}"),
    ],
    [
      "what does not decide the family",
      instance("virtual_ipaddress {", "    192.0.2.9", "}", "version 3"),
      instance("version 3", "virtual_ipaddress {", "    192.0.2.9", "}"),
    ],
    [
      "settings, where the blocks that take them over come last",
      "virtual_server 192.0.2.9 80 {\n    protocol TCP\n    lvs_method NAT\n    real_server 198.51.100.1 80 {\n    }\n}\n",
      "virtual_server 192.0.2.9 80 {\n    lvs_method NAT\n    protocol TCP\n    real_server 198.51.100.1 80 {\n    }\n}\n",
    ],
    [
      "settings in a block inside",
      "virtual_server 192.0.2.9 80 {\n    real_server 198.51.100.1 80 {\n        lvs_method NAT\n        weight 1\n        TCP_CHECK {\n        }\n    }\n}\n",
      "virtual_server 192.0.2.9 80 {\n    real_server 198.51.100.1 80 {\n        weight 1\n        lvs_method NAT\n        TCP_CHECK {\n        }\n    }\n}\n",
    ],
    [
      "a second block",
      `vrrp_script a {\n    script "/bin/true"\n}\n${instance("priority 1", "state BACKUP")}`,
      `vrrp_script a {\n    script "/bin/true"\n}\n${instance("state BACKUP", "priority 1")}`,
    ],
  ])("moves %s", (_, text, expected) => {
    const output = formatted(text, order) ?? "";
    expect(output).toBe(formatted(expected));
    expect(output).not.toBe(formatted(text));
    expect(formatted(output, order)).toBe(output);
  });
});
