import { expect, it } from "vitest";
import { removeEntry } from "../../src/lint/remove-entry.js";
import { nodeOf } from "../support/node-of.js";

/** The text without the line that tracks eth1. */
function withoutEth1(text: string): string | undefined {
  const block = nodeOf(text).instances[0]?.block;
  const entry = block?.trackInterface.find(({ statement }) => statement.words[0]?.value === "eth1");
  if (block === undefined || entry === undefined) return undefined;
  const { at } = removeEntry(block, entry);
  return text.slice(0, at.start) + text.slice(at.end);
}

const inInstance = (lines: string) => `vrrp_instance VI_1 {\n    interface eth0\n${lines}}\n`;

it("takes the line out", () => {
  const before = inInstance("    track_interface {\n        eth1 # uplink\n        eth2\n    }\n");
  expect(withoutEth1(before)).toBe(inInstance("    track_interface {\n        eth2\n    }\n"));
});

it("takes the whole list out where nothing else stands in it", () => {
  expect(withoutEth1(inInstance("    track_interface { # uplinks\n        eth1\n    }\n"))).toBe(inInstance(""));
  expect(withoutEth1(inInstance("    track_interface { eth1 }\n"))).toBe(inInstance(""));
});

it("keeps the list where a comment on a line of its own stands in it", () => {
  const before = inInstance("    track_interface {\n        # eth2\n        eth1\n    }\n");
  expect(withoutEth1(before)).toBe(inInstance("    track_interface {\n        # eth2\n    }\n"));
});

it("finds the list among several", () => {
  const before = inInstance("    track_interface {\n        eth2\n    }\n    track_interface {\n        eth1\n    }\n");
  expect(withoutEth1(before)).toBe(inInstance("    track_interface {\n        eth2\n    }\n"));
});
