import { defineNodeRule } from "../lint/define-rule.js";
import { type Instance, OWNER_PRIORITY } from "../semantic/instances.js";
import type { Node } from "../semantic/node.js";

export default defineNodeRule({
  name: "priority-255-not-owner",
  group: "vrrp",
  isUnreported: true,
  severity: "warning",
  judges: "pair",
  fix: "unsafe",
  summary: "Priority 255 declares the node the owner of the addresses, which it is not.",
  why: `The owner takes the addresses at once and ignores nopreempt and all weights; two such nodes fight. This is
meant for a router whose own interface address is the virtual one, and is rarely wanted.`,
  how: "Use 254 or less.",
  ignoreWhen: "A virtual address is also the address of the interface, set outside keepalived.",
  keepalived: "Does not detect this.",
  source: "vrrp.c:vrrp_complete_instance, RFC 9568 §5.2.4",
  keywords: ["vrrp_instance/priority"],
  examples: {
    bad: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 255
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
    good: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 200
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
  },

  *check(node) {
    const own = new Set(node.ast.staticIpaddress.map(({ address }) => address?.value?.address));
    for (const instance of node.instances) {
      const { priority, source, addresses, addressesKnown } = instance;
      if (priority.value !== OWNER_PRIORITY || priority.isDefault || !addressesKnown) continue;
      const isOwner = addresses.some(({ address }) => address === source.value || own.has(address));
      // What the priority takes away from trackers and nopreempt is an error of its own.
      if (isOwner || loses(node, instance)) continue;
      yield {
        at: priority.at,
        message: `priority ${OWNER_PRIORITY} makes this node the owner of the addresses`,
        help: `Use a priority of at most ${OWNER_PRIORITY - 1}.`,
        fix: { title: "Change to 254", safety: "unsafe", edits: [{ at: priority.at, text: `${OWNER_PRIORITY - 1}` }] },
      };
    }
  },
});

const loses = (node: Node, instance: Instance): boolean =>
  (instance.nopreemptSetting !== undefined && instance.state.isDefault) ||
  node.trackers(instance).some(({ lostWeight }) => lostWeight === "owner");
