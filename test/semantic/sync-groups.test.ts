import { expect, it } from "vitest";
import { nodeOf } from "../support/node-of.js";

const INSTANCES = ["VI_1", "VI_2", "VI_3"].map((name) => `vrrp_instance ${name} {\n    interface eth0\n}\n`).join("");

const membersIn = (text: string) =>
  nodeOf(text).syncGroups.map(({ name, members }) => [
    name,
    ...members.map((one) => `${one.name}${one.ignored ? ` ${one.ignored}` : ""}`),
  ]);

it("lists members on one line and on several, and marks those that do not count", () => {
  const text = `vrrp_sync_group G1 {
    group {
        VI_1 VI_2
        VI_9
        VI_1
    }
}
vrrp_sync_group G2 {
    group {
        VI_2
        VI_3
        $X
    }
}
${INSTANCES}`;
  expect(membersIn(text)).toEqual([
    ["G1", "VI_1", "VI_2", "VI_9 undefined", "VI_1 repeated"],
    ["G2", "VI_2 in-other-group", "VI_3", "undefined unknown"],
  ]);
});

it("leaves a second group of a name out", () => {
  const group = "vrrp_sync_group G {\n    group {\n        VI_1\n    }\n}\n";
  expect(nodeOf(`${group}${group}${INSTANCES}`).syncGroups.map(({ isRepeated }) => isRepeated)).toEqual([false, true]);
});

it("does not judge names while an instance's name is not known", () => {
  const text = "vrrp_sync_group G {\n    group {\n        VI_9\n    }\n}\nvrrp_instance $N {\n    interface eth0\n}\n";
  expect(membersIn(text)).toEqual([["G", "VI_9 unknown"]]);
});

it("knows the group of an instance and whether weights count", () => {
  const node = nodeOf(`vrrp_sync_group G {\n    group {\n        VI_2\n    }\n    global_tracking\n}\n${INSTANCES}`);
  expect(node.instances.map((one) => node.groupOf(one)?.name)).toEqual([undefined, "G", undefined]);
  expect(node.syncGroups[0]?.allowsWeights).toBe(true);
});
