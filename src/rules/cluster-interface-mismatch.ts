import type { Member, VirtualRouter } from "../cluster/virtual-routers.js";
import { defineClusterRule, type Finding } from "../lint/define-rule.js";

export default defineClusterRule({
  name: "cluster-interface-mismatch",
  group: "cluster",
  severity: "error",
  summary: "Nodes put the same addresses on the same devices, but send adverts on different interfaces.",
  why: `The devices of the addresses show that both nodes call their networks by the same names, so adverts of one go to a network
in which the other does not listen. Both become MASTER and have all addresses.`,
  how: "Set interface to the same device on all nodes.",
  ignoreWhen: "The two interfaces are bridged, or the nodes name their devices differently after all.",
  keepalived: "Does not detect this: it only sees one node.",
  source: "vrrp_scheduler.c:vrrp_create_sockpool; MissionCriticalCloud/cosmic-core#137, measured with 2.2.7 and 2.4.3",
  keywords: ["vrrp_instance/interface", "vrrp_instance/virtual_ipaddress"],
  examples: {
    bad: {
      "lb1.conf": `vrrp_instance VI_1 {
    interface eth1
    virtual_router_id 51
    priority 150
    virtual_ipaddress {
        192.0.2.10/24 dev eth1
        198.51.100.10/24 dev eth2
    }
}
`,
      "lb2.conf": `vrrp_instance VI_1 {
    interface eth2
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        192.0.2.10/24 dev eth1
        198.51.100.10/24 dev eth2
    }
}
`,
    },
    good: {
      "lb1.conf": `vrrp_instance VI_1 {
    interface eth1
    virtual_router_id 51
    priority 150
    virtual_ipaddress {
        192.0.2.10/24 dev eth1
        198.51.100.10/24 dev eth2
    }
}
`,
      "lb2.conf": `vrrp_instance VI_1 {
    interface eth1
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        192.0.2.10/24 dev eth1
        198.51.100.10/24 dev eth2
    }
}
`,
    },
  },

  *check({ routers }) {
    for (const router of routers) {
      const [first, ...others] = router.members;
      if (first === undefined || !haveSameDevices(router)) continue;
      for (const other of others) {
        if (onOtherInterface(first, other)) yield report(first, other);
      }
    }
  },
});

/** Each address names its device, and the same one on all nodes. */
function haveSameDevices({ members }: VirtualRouter): boolean {
  const [first, ...others] = members.map(devicesOf);
  return first !== undefined && others.every((one) => one === first);
}

function devicesOf({ instance }: Member): string | undefined {
  const { addresses, addressesKnown, isUnicast, interface: own } = instance;
  if (isUnicast || !addressesKnown || own.value === undefined || addresses.length === 0) return undefined;
  const devices = addresses.map(({ address, entry }) =>
    entry.dev?.value === undefined ? "" : `${address} ${entry.dev.value}`,
  );
  return devices.includes("") ? undefined : devices.sort().join("\n");
}

/** Each of the two interfaces is a device of an address, so both nodes have both. */
function onOtherInterface({ instance: a }: Member, { instance: b }: Member): boolean {
  const devices = new Set(a.addresses.map(({ entry }) => entry.dev?.value));
  const [one, other] = [a.interface.value, b.interface.value];
  return one !== other && devices.has(one) && devices.has(other);
}

function report(first: Member, other: Member): Finding {
  const [one, two] = [first.instance.interface.value, other.instance.interface.value];
  return {
    at: other.instance.interface.at,
    message: `interface is ${two} here but ${one} on ${first.node.name}, with the same addresses on the same devices; the nodes do not hear each other, and both become MASTER`,
    help: `Use "interface ${one}" on both nodes.`,
    related: [{ at: first.instance.interface.at, message: `interface ${one} on ${first.node.name}` }],
  };
}
