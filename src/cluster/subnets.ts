import { addressBytes } from "../syntax/addresses.js";
import type { InstanceOutline } from "./outline.js";

type Address = InstanceOutline["addresses"][number];

/** Bits that are taken for the subnet of an address without a prefix, or with one that names a single host. */
const PRESUMED = { 4: 24, 6: 64 } as const;

/** Shorter prefixes hold half the world, and prove nothing. */
const SHORTEST = { 4: 8, 6: 32 } as const;

/** Names of the subnets that addresses lie in: the presumed one, and a wider one that is written. */
export function subnetKeys(addresses: readonly Address[]): readonly string[] {
  const keys = new Set<string>();
  for (const address of addresses) {
    const presumed = PRESUMED[address.family];
    keys.add(networkKey(address, presumed));
    const { prefix } = address;
    if (prefix !== undefined && prefix < presumed && prefix >= SHORTEST[address.family])
      keys.add(networkKey(address, prefix));
  }
  return [...keys];
}

/** Name of the network of an address with a prefix of this many bits. */
export function networkKey(address: Address, bits: number): string {
  const bytes = addressBytes(address).slice(0, Math.ceil(bits / 8));
  const last = bytes.length - 1;
  const spare = bytes.length * 8 - bits;
  const masked = bytes.map((byte, index) => (index === last ? byte & ~((1 << spare) - 1) : byte));
  return `${masked.join(".")}/${bits}`;
}
