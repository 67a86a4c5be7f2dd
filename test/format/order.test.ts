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
});
