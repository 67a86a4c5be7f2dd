import { describe, expect, it } from "vitest";
import { formerNames } from "../../grammar/index.js";
import type { FormerName } from "../../grammar/schema/types.js";
import { allPlaces, placeAt, topLevelPlaces } from "../../src/syntax/schema-index.js";
import { lintExample } from "../support/check-rules.js";

const rows: readonly FormerName[] = formerNames;
const blocks = [...allPlaces()].filter(({ kind }) => kind === "block");
const homesOf = ({ place, use }: FormerName) =>
  blocks.filter(({ name, children }) => (place === "*" ? use !== undefined && children.has(use) : name === place));

describe.each(rows.map((row) => [`${row.word} in ${row.place || "the top level"}`, row] as const))("%s", (_, row) => {
  const { word, place, use } = row;
  it("is no keyword there, and names one that is", () => {
    if (place === "") {
      expect(topLevelPlaces().has(word)).toBe(false);
      expect(topLevelPlaces().has(use ?? "")).toBe(true);
      return;
    }
    const homes = homesOf(row);
    const isTop = place === "*" && topLevelPlaces().has(use ?? "");
    expect(homes.length > 0 || isTop).toBe(true);
    if (place !== "*") expect(homes.filter(({ children }) => children.has(word))).toEqual([]);
    if (use === undefined || isTop) return;
    expect(homes.some(({ children }) => children.has(use)) || placeAt(use) !== undefined).toBe(true);
  });
});

describe("findings", () => {
  it.each([
    [
      "global_defs {\n    lvs_id a\n}\n",
      'unknown keyword "lvs_id" in global_defs; the keyword is "router_id" since 1.1.8',
    ],
    [
      "global_defs {\n    script_security\n}\n",
      'unknown keyword "script_security" in global_defs; the keyword is "enable_script_security"',
    ],
    [
      "global_defs {\n    garp_master_refresh 60\n}\n",
      'garp_master_refresh is not allowed in global_defs, where the keyword is "vrrp_garp_master_refresh"',
    ],
    [
      "vrrp_instance VI_1 {\n    vrrp_version 3\n}\n",
      'vrrp_version is not allowed in vrrp_instance, where the keyword is "version"',
    ],
    [
      "vrrp_instance VI_1 {\n    vrrp_unicast_bind 192.0.2.1\n}\n",
      'unknown keyword "vrrp_unicast_bind" in vrrp_instance; the keyword is "unicast_src_ip" since 1.2.8',
    ],
    [
      "vrrp_instance VI_1 {\n    lvs_sync_daemon_inteface eth0\n}\n",
      'unknown keyword "lvs_sync_daemon_inteface" in vrrp_instance; the keyword is "global_defs / lvs_sync_daemon"',
    ],
  ])("%j", (text, message) => {
    expect(lintExample(text).diagnostics.map((one) => one.message)).toContain(message);
  });
});
