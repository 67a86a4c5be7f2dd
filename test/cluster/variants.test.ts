import { expect, it } from "vitest";
import { clusterNames } from "../support/clusters.js";

const shared = (lines: string): string => `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
${lines}
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`;

it("takes the config-ids of one file for nodes of a cluster", () => {
  const text = shared("@main    priority 150\n@backup  priority 100");
  expect(clusterNames({ "a.conf": text })).toEqual([["a.conf@backup", "a.conf@main"]]);
});

it("does not compare config-ids that stand for variants of one node", () => {
  const text = shared("    priority 150\n@one     garp_master_delay 1\n@two     garp_master_delay 2");
  expect(clusterNames({ "a.conf": text })).toEqual([]);
});

it("compares one variant of each node", () => {
  const text = shared("@main    priority 150\n@^main   priority 100\n@debug   garp_master_delay 1");
  expect(clusterNames({ "a.conf": text })).toEqual([["a.conf@debug", "a.conf@main"]]);
});
