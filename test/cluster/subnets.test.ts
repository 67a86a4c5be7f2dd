import fc from "fast-check";
import ipaddr from "ipaddr.js";
import { expect, it } from "vitest";
import { networkKey, subnetKeys } from "../../src/cluster/subnets.js";
import { readPrefix } from "../../src/syntax/addresses.js";

const read = (text: string) => {
  const value = readPrefix(text)?.value;
  if (value === undefined) throw new Error(text);
  return value;
};

it.each([
  ["192.0.2.10/24", ["192.0.2/24"]],
  ["192.0.2.10", ["192.0.2/24"]],
  ["192.0.2.10/25", ["192.0.2/24"]],
  ["192.0.2.10/32", ["192.0.2/24"]],
  ["192.0.3.10/23", ["192.0.3/24", "192.0.2/23"]],
  ["10.1.2.3/8", ["10.1.2/24", "10/8"]],
  ["10.1.2.3/7", ["10.1.2/24"]],
  ["2001:db8::1/64", ["32.1.13.184.0.0.0.0/64"]],
  ["2001:db8::1/65", ["32.1.13.184.0.0.0.0/64"]],
  ["2001:db8:0:1::1/63", ["32.1.13.184.0.0.0.1/64", "32.1.13.184.0.0.0.0/63"]],
  ["2001:db8::1/32", ["32.1.13.184.0.0.0.0/64", "32.1.13.184/32"]],
  ["2001:db8::1/31", ["32.1.13.184.0.0.0.0/64"]],
])("%s lies in %j", (address, expected) => {
  expect(subnetKeys([read(address)])).toEqual(expected);
});

it("names each subnet of several addresses once", () => {
  expect(subnetKeys(["192.0.2.10", "192.0.2.11/24", "198.51.100.1"].map(read))).toEqual([
    "192.0.2/24",
    "198.51.100/24",
  ]);
  expect(subnetKeys([])).toEqual([]);
});

it("names two networks the same exactly where one holds both addresses", () => {
  const byte = fc.integer({ min: 0, max: 255 });
  const near = fc.tuple(byte, byte, byte, byte).chain((bytes) => {
    const flipped = fc.integer({ min: 0, max: 31 }).map((bit) => {
      const other = [...bytes];
      other[bit >> 3] = (other[bit >> 3] ?? 0) ^ (0x80 >> (bit & 7));
      return other;
    });
    return fc.tuple(fc.constant(bytes), flipped, fc.integer({ min: 1, max: 32 }));
  });
  fc.assert(
    fc.property(near, ([bytes, others, bits]) => {
      const [a, b] = [bytes, others].map((list) => list.join(".")) as [string, string];
      const isOne = ipaddr.IPv4.parse(a).match(ipaddr.IPv4.parse(b), bits);
      expect(networkKey(read(a), bits) === networkKey(read(b), bits)).toBe(isOne);
    }),
  );
});
