import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rangeFault, readRange } from "../../src/semantic/server-groups.js";
import { nodeOf } from "../support/node-of.js";

/** Addresses from first to last, without the first one. */
const size = (text: string): bigint | undefined => {
  const range = readRange(text);
  return range === undefined ? undefined : range.last - range.first;
};

describe("ranges of addresses", () => {
  it.each([
    ["192.0.2.10", 0n],
    ["192.0.2.8/29", 7n],
    ["192.0.2.8/32", 0n],
    ["192.0.2.10-20", 10n],
    ["192.0.2.10-192.0.3.10", 256n],
    ["2001:db8::/126", 3n],
    ["2001:db8::10-1f", 15n],
    ["2001:db8::1-2001:db8::3", 2n],
  ])("%s", (text, expected) => {
    expect(size(text)).toBe(expected);
    expect(rangeFault(text)).toBeUndefined();
  });

  it.each([
    "192.0.2.9/29",
    "192.0.2.8/33",
    "192.0.2.8/0",
    "192.0.2.10-256",
    "192.0.2.1-2001:db8::1",
    "192.0.2.10-10",
    "192.0.2.10-192.0.2.9",
    "2001:db8::1/64",
    "2001:db8::2-1",
  ])("%s is refused", (text) => {
    expect(size(text)).toBeUndefined();
    expect(rangeFault(text)).toBeTypeOf("string");
  });

  it.each(["192.0.2.256", "192.0.2.300-301", "web", ""])("%j is malformed, which is said elsewhere", (text) => {
    expect(size(text)).toBeUndefined();
    expect(rangeFault(text)).toBeUndefined();
  });

  it("takes any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."0123456789abcdef.:/-x ") }), (text) => {
        const range = readRange(text);
        if (range !== undefined) expect(range.last >= range.first).toBe(true);
        rangeFault(text);
      }),
    );
  });
});

it("reads the lines of a group", () => {
  const { serverGroups } = nodeOf(`virtual_server_group web {
    192.0.2.10 80
    192.0.2.11
    2001:db8::1 0
    fwmark 3 inet6
    fwmark 4
}
virtual_server_group wrong {
    192.0.2.10 65536
    $MORE
}
`);
  const [web, wrong] = serverGroups;
  expect(
    web?.entries.map((entry) => (entry.kind === "address" ? entry.port : `${entry.mark} ${entry.family}`)),
  ).toEqual([80, 0, 0, "3 6", "4 undefined"]);
  expect(web?.isKnown).toBe(true);
  expect(wrong).toMatchObject({ name: "wrong", entries: [], isKnown: false });
});
