import { defineNodeRule } from "../lint/define-rule.js";
import type { Instance } from "../semantic/instances.js";

export default defineNodeRule({
  name: "duplicate-vrid",
  group: "vrrp",
  severity: "error",
  judges: "pair",
  summary: "Two instances have the same virtual_router_id on the same interface.",
  why: `The adverts of the two cannot be distinguished, so keepalived stops VRRP entirely: the node serves no address.
A configuration test does not detect this on a machine without the interface.`,
  how: "Give one of them another id, on all nodes.",
  keepalived:
    "Names both instances without a line number and exits with status 5, if the interface exists on the machine.",
  source: "vrrp.c:check_vrid_conflicts",
  keywords: ["vrrp_instance/virtual_router_id", "vrrp_instance/interface"],
  examples: {
    bad: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 150
    virtual_ipaddress {
        192.0.2.10/24
    }
}
vrrp_instance VI_2 {
    interface eth0
    virtual_router_id 51
    priority 150
    virtual_ipaddress {
        192.0.2.11/24
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
vrrp_instance VI_2 {
    interface eth0
    virtual_router_id 52
    priority 150
    virtual_ipaddress {
        192.0.2.11/24
    }
}
`,
  },

  *check(node) {
    // Which interfaces may change their master is not known here (vrrp.c:check_vrid_conflicts).
    if (node.ast.globalDefs?.dynamicInterfaces?.value === "allow_if_changes") return;
    const seen = new Map<string, Instance>();
    for (const instance of node.instances) {
      const keys = adverts(instance);
      let other: Instance | undefined;
      for (const key of keys) {
        const one = seen.get(key);
        if (one === undefined) seen.set(key, instance);
        else other ??= one;
      }
      if (other === undefined) continue;
      const {
        vrid,
        interface: { value: device },
      } = instance;
      const place = device === undefined ? "" : ` on ${device}`;
      yield {
        at: vrid.at,
        message: `virtual_router_id ${vrid.value} is already used${place} by ${other.name ?? "another instance"}`,
        related: [{ at: other.vrid.at, message: `virtual_router_id ${vrid.value} here` }],
      };
    }
  },
});

/** What two instances must not have in common: where their adverts go, and from whom for unicast. */
function adverts(instance: Instance): string[] {
  const { vrid, family, isUnicast, interface: device, source, destination, peers } = instance;
  if (vrid.value === undefined || family === undefined) return [];
  const id = `${vrid.value} ${family}`;
  if (!isUnicast) {
    if (device.value === undefined || destination.value === undefined) return [];
    return [`multicast ${id} ${device.value} ${destination.value}`];
  }
  // A source that is not written is the interface's own, which is known to be the same on the same interface only.
  const from = source.isDefault ? device.value : source.value;
  if (from === undefined) return [];
  return peers.map(({ address }) => `unicast ${id} ${device.value ?? ""} ${from} ${address}`);
}
