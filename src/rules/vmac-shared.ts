import type { Word } from "../../grammar/index.js";
import { defineNodeRule, type Finding } from "../lint/define-rule.js";
import type { Instance } from "../semantic/instances.js";
import type { Node } from "../semantic/node.js";
import { type OnVmac, ownVmac, vmacAddresses } from "../semantic/vmac-addresses.js";

export default defineNodeRule({
  name: "vmac-shared",
  group: "vrrp",
  isUnreported: true,
  severity: "error",
  judges: "pair",
  needs: ["vrrp_instance/use_vmac", "vrrp_instance/use_vmac_addr", "vrrp_instance/virtual_ipaddress"],
  summary: "Two instances with one virtual_router_id put addresses on the same VMAC without being in one sync group.",
  why: `Each instance would answer with the same MAC address, even while the other node is master for it. keepalived
leaves the later one in FAULT permanently: its addresses are on no node.`,
  how: "Put both instances into one vrrp_sync_group, or give one of them another virtual_router_id.",
  keepalived:
    "Does not report it as long as the VMAC does not exist; the daemon names both instances when it creates it.",
  source: "vrrp.c:check_vmac_conflicts; the config test measured with 2.2.7",
  keywords: ["vrrp_instance/use_vmac", "vrrp_instance/use_vmac_addr"],
  examples: {
    bad: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 150
    use_vmac
    virtual_ipaddress {
        192.0.2.10/24
    }
}
vrrp_instance VI_2 {
    interface eth1
    virtual_router_id 51
    priority 150
    virtual_ipaddress {
        192.0.2.11/24 dev eth0 use_vmac
    }
}
`,
    good: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 150
    use_vmac
    virtual_ipaddress {
        192.0.2.10/24
    }
}
vrrp_instance VI_2 {
    interface eth1
    virtual_router_id 52
    priority 150
    virtual_ipaddress {
        192.0.2.11/24 dev eth0 use_vmac
    }
}
`,
  },

  *check(node) {
    if (!hasVmac(node)) return;
    // An unknown sync group may contain both.
    if (!node.isComplete || node.syncGroups.some(({ members }) => members.some(({ ignored }) => ignored === "unknown")))
      return;
    const first = new Map<string, OnVmac>();
    for (const instance of node.instances) {
      const found = findShared(instance, first, (one, other) => {
        const group = node.groupOf(one);
        return group !== undefined && group === node.groupOf(other);
      });
      if (found !== undefined) yield found;
      for (const address of vmacAddresses(instance)) if (!first.has(address.key)) first.set(address.key, address);
    }
  },
});

const hasVmac = (node: Node): boolean =>
  node.all("vrrp_instance/use_vmac").length > 0 ||
  node.all("vrrp_instance/use_vmac_addr").length > 0 ||
  node.options.some(({ name }) => name === "use_vmac");

/** One finding for an instance: all of it is in FAULT state, whatever the number of addresses. */
function findShared(
  instance: Instance,
  first: ReadonlyMap<string, OnVmac>,
  areSynced: (one: Instance, other: Instance) => boolean,
): Finding | undefined {
  const own = ownVmac(instance);
  for (const { key, at } of [...(own === undefined ? [] : [own]), ...vmacAddresses(instance)]) {
    const other = first.get(key);
    // Two of one id on one interface are reported as that.
    if (other === undefined || other.instance.interface.value === instance.interface.value) continue;
    if (!areSynced(instance, other.instance)) return shared(instance, at, other);
  }
  return undefined;
}

function shared(instance: Instance, at: Word, other: OnVmac): Finding {
  const { name = "another instance" } = other.instance;
  const what = `${at.value} of ${instance.name ?? "the instance"} shares the VMAC of ${other.at.value} of ${name}`;
  return {
    at,
    message: what,
    help: "Put both into one sync group.",
    related: [{ at: other.at, message: `on the same VMAC, in ${name}` }],
  };
}
