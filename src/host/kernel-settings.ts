import type { Node } from "../semantic/node.js";
import type { EffectiveVirtualServer } from "../semantic/virtual-servers.js";
import type { Family } from "../syntax/addresses.js";
import type { KernelSetting } from "./flow.js";

/** Settings of the kernel that a node's configuration needs, each once. */
export function kernelSettings(node: Node): readonly KernelSetting[] {
  const settings = [...forwarding(node), ...quietServers(node), ...vmac(node), ...bindEarly(node)];
  const byKey = new Map(settings.map((one) => [`${one.name} ${one.hosts}`, one]));
  return [...byKey.values()];
}

const FORWARDING = { 4: "net.ipv4.ip_forward", 6: "net.ipv6.conf.all.forwarding" } as const;

const usesMethod = ({ realServers }: EffectiveVirtualServer, ...methods: readonly string[]): boolean =>
  realServers.some(({ method }) => methods.includes(method.value ?? ""));

/** With NAT the replies of real servers go through this host, as packets that are not its own. */
function forwarding({ virtualServers }: Node): readonly KernelSetting[] {
  return virtualServers
    .filter((service) => usesMethod(service, "NAT"))
    .flatMap(({ realServers, label, head }) => {
      const families = new Set(
        realServers.filter(({ method }) => method.value === "NAT").flatMap(({ address }) => address?.family ?? []),
      );
      const reason = `forwards the replies of the real servers of virtual_server ${label} (NAT)`;
      return [...families].map((family) => ({
        name: FORWARDING[family],
        value: 1,
        reason,
        at: head,
        hosts: "self" as const,
      }));
    });
}

/** With DR and TUN the real servers have the virtual address themselves, and must not answer ARP requests for it. */
function quietServers({ virtualServers }: Node): readonly KernelSetting[] {
  return virtualServers
    .filter((service) => usesMethod(service, "DR", "TUN") && service.family !== 6)
    .flatMap(({ realServers, label, head }) => {
      const hosts = realServers.flatMap(({ address, method }) =>
        method.value === "NAT" || address === undefined ? [] : [address.address],
      );
      const usual = { at: head, hosts: [...new Set(hosts)] };
      const names = `the address of virtual_server ${label}, which the real servers also have`;
      return [
        { ...usual, name: "net.ipv4.conf.all.arp_ignore", value: 1, reason: `no ARP reply for ${names}` },
        { ...usual, name: "net.ipv4.conf.all.arp_announce", value: 2, reason: `no ARP request from ${names}` },
      ];
    });
}

/**
 * keepalived sets these itself where it may write to /proc/sys, at its start (vrrp_if_config.c:clear_rp_filter,
 * set_interface_parameters_sysctl). The kernel uses the larger one of `all` and the interface (ip-sysctl: rp_filter).
 */
function vmac({ instances }: Node): readonly KernelSetting[] {
  return instances.flatMap(({ block, interface: real, family, name, head }) => {
    const [keyword] = block.useVmac;
    if (keyword === undefined || family !== 4) return [];
    const usual = { at: head, hosts: "self" } as const;
    const of = `the VMAC of ${name ?? head.value}`;
    const own = real.value;
    const base = [
      {
        ...usual,
        name: "net.ipv4.conf.all.rp_filter",
        value: 0,
        reason: `adverts arrive on ${of}, which has no address`,
      },
    ];
    if (own === undefined) return base;
    const path = `net.ipv4.conf.${own.replaceAll(".", "/")}`;
    return [
      ...base,
      { ...usual, name: `${path}.arp_ignore`, value: 1, reason: `${own} does not answer for the address on ${of}` },
      { ...usual, name: `${path}.arp_filter`, value: 1, reason: `${of} does not answer for the address of ${own}` },
    ];
  });
}

/** For the services behind the addresses: keepalived itself does not need it. */
function bindEarly({ instances }: Node): readonly KernelSetting[] {
  const families = new Map<Family, (typeof instances)[number]>();
  for (const instance of instances)
    for (const { family } of instance.addresses) if (!families.has(family)) families.set(family, instance);
  return [...families].map(([family, { head, addresses }]) => ({
    name: family === 4 ? "net.ipv4.ip_nonlocal_bind" : "net.ipv6.ip_nonlocal_bind",
    value: 1,
    reason: `a service that listens on ${addresses.find((one) => one.family === family)?.address ?? ""} can start on a node that does not hold it`,
    at: head,
    hosts: "self" as const,
  }));
}
