import { defineNodeRule } from "../lint/define-rule.js";
import { allAddresses } from "../semantic/instances.js";
import { addressBytes, bitsOf, type IpAddress, isLoopback, isMulticast } from "../syntax/addresses.js";

export default defineNodeRule({
  name: "vip-not-usable",
  group: "addressing",
  isUnreported: true,
  severity: "error",
  summary: "A virtual address that no host can have: network, broadcast, multicast, loopback or unspecified.",
  why: `keepalived sets it silently, and nobody can reach it.`,
  how: "Use the address of the service, or the correct prefix length.",
  ignoreWhen: "The prefix is a route that is meant to be wider than the network of the device.",
  keepalived: "Does not detect this.",
  source: "vrrp_ipaddress.c:parse_ipaddress, RFC 1122 §3.2.1.3, RFC 4291 §2.6.1",
  keywords: ["vrrp_instance/virtual_ipaddress", "vrrp_instance/virtual_ipaddress_excluded"],
  examples: {
    bad: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 150
    virtual_ipaddress {
        192.0.2.0/24
    }
}
`,
    good: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 150
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
  },

  *check(node) {
    for (const instance of node.instances) {
      const { interface: device } = instance;
      for (const address of allAddresses(instance)) {
        const { dev, peer } = address.entry;
        // On the loopback any address works; with a peer the prefix is the peer's.
        if ((dev === undefined ? device.value : dev.value) === "lo" || dev?.state === "unknown") continue;
        const problem = unusable(address, peer === undefined ? address.prefix : undefined);
        if (problem !== undefined)
          yield { at: address.word, message: `virtual address ${address.word.value} is ${problem}` };
      }
    }
  },
});

function unusable(address: IpAddress, prefix: number | undefined): string | undefined {
  const bytes = addressBytes(address);
  if (hostIs(bytes, 0, 0x00)) return "the unspecified address";
  if (hostIs(bytes, 0, 0xff)) return "the broadcast address";
  if (isMulticast(address)) return "a multicast address";
  if (isLoopback(address)) return "a loopback address";
  // Networks of one or two addresses have neither (RFC 3021, RFC 6164).
  if (prefix === undefined || prefix === 0 || prefix > bitsOf(address.family) - 2) return undefined;
  if (hostIs(bytes, prefix, 0x00)) return `the address of its /${prefix} network`;
  return address.family === 4 && hostIs(bytes, prefix, 0xff)
    ? `the broadcast address of its /${prefix} network`
    : undefined;
}

/** Whether the bits after the prefix are those of `byte`, which is all zeros or all ones. */
function hostIs(bytes: readonly number[], prefix: number, byte: number): boolean {
  const first = prefix >> 3;
  const mask = 0xff >> (prefix & 7);
  for (let index = first; index < bytes.length; index++) {
    const own = index === first ? mask : 0xff;
    if ((((bytes[index] ?? 0) ^ byte) & own) !== 0) return false;
  }
  return true;
}
