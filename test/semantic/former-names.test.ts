import { describe, expect, it } from "vitest";
import { formerNames } from "../../grammar/index.js";
import type { FormerName } from "../../grammar/schema/types.js";
import { allPlaces, placeAt, placesNamed, topLevelPlaces } from "../../src/syntax/schema-index.js";
import { lintExample } from "../support/check-rules.js";

const rows: readonly FormerName[] = formerNames;
const blocks = [...allPlaces()].filter(({ kind }) => kind === "block");
const childrenOf = (name: string) =>
  name === "" ? [topLevelPlaces()] : blocks.filter((block) => block.name === name).map(({ children }) => children);

describe.each(rows.map((row) => [`${row.word} in ${row.place || "the top level"}`, row] as const))("%s", (_, row) => {
  const { word, place, use } = row;
  const homes =
    place === "*" ? blocks.map(({ children }) => children).filter((one) => one.has(use)) : childrenOf(place);
  const target = homes.find((one) => one.has(use))?.get(use) ?? placeAt(use);

  it("is not a keyword there, and names one that is", () => {
    expect(homes).not.toEqual([]);
    expect(homes.filter((one) => one.has(word))).toEqual([]);
    expect(target).toBeDefined();
    expect(target?.keyword.removed ?? target?.keyword.deprecated).toBeUndefined();
  });

  it("repeats nothing that the schema says", () => {
    if (row.since !== undefined) expect(target?.keyword.since).toBeUndefined();
    expect(row.since !== undefined && row.source === undefined).toBe(false);
    const replaced = placesNamed(word).flatMap(
      ({ keyword }) => keyword.deprecated?.replacedBy?.split(".").at(-1) ?? [],
    );
    expect(replaced).not.toContain(use);
    if (target?.kind === "option") expect([`vrrp_${word}`, word.replace(/^vrrp_/, "")]).not.toContain(use);
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
      'unknown keyword "vrrp_unicast_bind" in vrrp_instance; the keyword is "unicast_src_ip" since 1.2.10',
    ],
    [
      "vrrp_instance VI_1 {\n    lvs_sync_daemon_inteface eth0\n}\n",
      'unknown keyword "lvs_sync_daemon_inteface" in vrrp_instance; the keyword is "global_defs / lvs_sync_daemon" since 1.2.20',
    ],
    [
      "virtual_server 192.0.2.1 80 {\n    real_server 192.0.2.2 80 {\n        TCP_CHECK {\n            nb_get_retry 3\n",
      'nb_get_retry is not allowed in TCP_CHECK, where the keyword is "retry"',
    ],
    // Only the names are similar: the one is the priority of a process, and blocks lost their brace before.
    ["global_defs {\n    priority 100\n}\n", "priority is not allowed in global_defs; it belongs in vrrp_instance"],
    [
      "vrrp_instance VI_1 {\n    vrrp_priority 100\n}\n",
      "vrrp_priority is not allowed in vrrp_instance; it belongs in global_defs",
    ],
  ])("%j", (text, message) => {
    expect(lintExample(text).diagnostics.map((one) => one.message)).toContain(message);
  });

  const fixesOf = (text: string) => lintExample(text).diagnostics.flatMap(({ fix }) => fix?.title ?? []);

  it("offer the new name where what follows it has the same meaning", () => {
    expect(fixesOf("global_defs {\n    lvs_id a\n}\n")).toContain('Change to "router_id"');
    const server = "virtual_server 192.0.2.1 80 {\n    real_server 192.0.2.2 80 {\n        TCP_CHECK {\n";
    expect(fixesOf(`${server}            nb_get_retry 3\n        }\n    }\n}\n`)).toContain('Change to "retry"');
    expect(fixesOf("global_defs {\n    garp_master_refresh 60\n}\n")).toContain('Change to "vrrp_garp_master_refresh"');
  });

  it.each([
    "global_defs {\n    lvs_sync_daemon_interface eth0\n}\n",
    "global_defs {\n    priority 100\n}\n",
    "vrrp_script a {\n    vrrp_script b {\n    }\n",
    "vrrp_instance VI_1 {\n    vrrp_unicast_peer 192.0.2.2\n}\n",
    // A block, and a keyword that is itself replaced.
    "vrrp_instance VI_1 {\n    vrrp_virtual_ipaddress 192.0.2.100\n}\n",
    "global_defs {\n    rlimit_rtime 10\n}\n",
  ])("offer no new name for %j", (text) => {
    expect(fixesOf(text).filter((title) => title.startsWith("Change"))).toEqual([]);
  });
});
