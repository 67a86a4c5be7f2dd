import { defineNodeRule } from "../lint/define-rule.js";
import { removeStatement } from "../lint/edits.js";
import { type Instance, isRefusedUnicast } from "../semantic/instances.js";
import { groupBy } from "../text/group-by.js";

export default defineNodeRule({
  name: "strict-blocks-vip",
  group: "vrrp",
  isUnreported: true,
  severity: "warning",
  judges: "pair",
  fix: "unsafe",
  needs: ["global_defs/vrrp_strict", "vrrp_instance/strict_mode"],
  summary: "Strict mode adds firewall rules that drop traffic to the virtual addresses.",
  why: `According to the RFC a router that does not own an address must not accept packets for it, and strict mode
follows the RFC: the address moves and answers ARP, but every connection to it fails. Packaged sample files enable it.`,
  how: "Remove vrrp_strict (or strict_mode); or use version 3 with accept.",
  ignoreWhen: "The virtual address is only a gateway that routes, and nothing should connect to it.",
  keepalived: "Does not detect this.",
  source: "vrrp.c:vrrp_complete_instance, RFC 9568 §6.4.3",
  keywords: ["global_defs/vrrp_strict", "vrrp_instance/strict_mode", "vrrp_instance/accept", "vrrp_instance/no_accept"],
  examples: {
    bad: `global_defs {
    vrrp_strict
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 150
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
    good: `global_defs {
    vrrp_strict
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 150
    version 3
    accept
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
  },

  *check(node) {
    const blocked = node.instances.filter((instance) => isBlocked(instance, node.target));
    for (const [at, instances] of groupBy(blocked, ({ isStrict }) => isStrict.at)) {
      const setting = instances[0]?.block.strictMode ?? node.ast.globalDefs?.vrrpStrict;
      const keyword = setting?.place.name ?? "strict mode";
      yield {
        at,
        message: `${keyword} blocks every packet to the virtual addresses`,
        help: `Remove ${keyword}, or use version 3 with accept.`,
        related: instances.map(({ head }) => ({ at: head, message: "blocks the addresses of this instance" })),
        ...(setting === undefined
          ? {}
          : { fix: { title: `Remove ${keyword}`, safety: "unsafe", edits: [removeStatement(setting.statement)] } }),
      };
    }
  },
});

/** Not where no_accept requests it; unicast in strict mode may not even start, and has a report of its own. */
function isBlocked(instance: Instance, target: string | undefined): boolean {
  const { isStrict, accepts, block, addresses } = instance;
  if (isStrict.value !== true || accepts.value !== false || addresses.length === 0) return false;
  const isWanted = !accepts.isDefault && accepts.at === block.noAccept?.word;
  return !isWanted && !isRefusedUnicast(instance, target);
}
